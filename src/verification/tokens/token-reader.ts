import { verify } from 'node:crypto';
import {
  ACCESS_TOKEN_ALGORITHM,
  ACCESS_TOKEN_KINDS,
  type AccessToken,
  type AccessTokenKind,
  accessTokenOf,
} from '../../domain/tokens/access-token';
import type { TokenState } from '../directory/token-state';

/** Tokens whose signature held, in each of two generations: some kilobytes for each, and 0.1 ms for one forgotten. */
const MOST_IN_GENERATION = 50_000;
const JWS = /^([\w-]{1,400})\.([\w-]{1,4000})\.([\w-]{86})$/;

interface ReadToken {
  readonly kid: string;
  readonly token: AccessToken;
}

/**
 * Reads access tokens. That a signature held is remembered, since checking one takes longer than all else that a request
 * does; whether the key that made it is still one is looked at each time, as is all that the token's state depends on.
 */
export class TokenReader {
  private young = new Map<string, ReadToken>();
  private old = new Map<string, ReadToken>();

  constructor(private readonly issuer: string) {}

  /** Null for what is none of ours, or of another kind. Whether it has expired is the caller's to look at. */
  read(text: string, kind: AccessTokenKind, state: TokenState): AccessToken | null {
    const known = this.young.get(text) ?? this.remember(text, this.old.get(text) ?? this.open(text, kind, state));
    if (!known || known.token.kind !== kind || !state.signingKey(known.kid)) return null;
    return known.token;
  }

  private remember(text: string, read: ReadToken | null): ReadToken | null {
    if (read === null) return null;
    if (this.young.size >= MOST_IN_GENERATION) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(text, read);
    return read;
  }

  private open(text: string, kind: AccessTokenKind, state: TokenState): ReadToken | null {
    const [, header = '', payload = '', signature = ''] = JWS.exec(text) ?? [];
    if (header === '') return null;
    const { alg, kid, typ } = jsonOf(header);
    // Nothing that a token says chooses the algorithm or the key's origin.
    if (alg !== ACCESS_TOKEN_ALGORITHM || typ !== ACCESS_TOKEN_KINDS[kind].typ || typeof kid !== 'string') return null;
    const key = state.signingKey(kid);
    const signed = Buffer.from(text.slice(0, header.length + 1 + payload.length), 'latin1');
    if (!key || !verify(null, signed, key, Buffer.from(signature, 'base64url'))) return null;
    const token = accessTokenOf(jsonOf(payload), kind, this.issuer);
    return token && { kid, token };
  }
}

/** An empty object for what is no JSON object. */
function jsonOf(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
