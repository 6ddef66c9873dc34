import { publicId } from '../../domain/ids';
import { ACCESS_TOKEN_KINDS } from '../../domain/tokens/access-token';
import { User } from '../../entities/user';
import type { Context } from '../context';
import { findToken } from './find-token';

/** Who asks about a token: a gateway, or a key. */
export interface Introspector {
  /** Null for a gateway. */
  readonly keyId: string | null;
  /** Whether tokens of the account are its business. Id is bare. */
  reaches(accountId: string): boolean | Promise<boolean>;
}

/** RFC 7662, 2.2. Of a token that is not good, or not the asker's business, nothing is told but that. */
export type Introspection = { readonly active: false } | ({ readonly active: true } & Record<string, unknown>);

/** @throws StaleRecordsError */
export async function introspectToken(context: Context, asker: Introspector, text: string): Promise<Introspection> {
  const found = await findToken(context, text);
  if (!found?.isGood) return { active: false };
  const { token, use } = found;
  if (token.keyId !== asker.keyId && !(await asker.reaches(token.accountId))) return { active: false };
  const user = token.kind === 'user' ? await context.manager.findOneBy(User, { id: token.subjectId }) : null;
  return {
    active: true,
    token_type: use === 'access_token' ? 'Bearer' : 'refresh_token',
    iss: context.services.tokenSettings.issuer,
    aud: ACCESS_TOKEN_KINDS[token.kind].audience,
    sub: publicId(token.kind === 'user' ? 'User' : 'Endpoint', token.subjectId),
    ...(user ? { username: user.name } : {}),
    client_id: token.clientId,
    iat: Math.floor(token.issuedAtMs / 1000),
    exp: Math.floor(token.expiresAtMs / 1000),
    sid: publicId('TokenFamily', token.familyId),
    account: publicId('Account', token.accountId),
    api_key: publicId('ApiKey', token.keyId),
    ...(token.endpointId === null ? {} : { endpoint: publicId('Endpoint', token.endpointId) }),
  };
}
