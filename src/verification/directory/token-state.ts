import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { publicId } from '../../domain/ids';

export interface SigningKeyRow {
  readonly id: string;
  readonly publicJwk: JsonWebKey;
}

export interface EndedFamilyRow {
  readonly id: string;
  /** From then on none of its tokens is good anyway. */
  readonly forgetAtMs: number;
}

/** Families between two looks at which of them may be forgotten. */
const TIDY_EVERY = 1_000;

/** What decides whether an access token that was issued is still one: the keys that signed, and families that ended. */
export class TokenState {
  private readonly signingKeys = new Map<string, KeyObject>();
  private readonly endedFamilies = new Map<string, number>();
  private untilTidy = TIDY_EVERY;

  putSigningKey({ id, publicJwk }: SigningKeyRow): void {
    this.signingKeys.set(publicId('SigningKey', id), createPublicKey({ format: 'jwk', key: publicJwk }));
  }

  removeSigningKey(id: string): void {
    this.signingKeys.delete(publicId('SigningKey', id));
  }

  /** By its `kid`, which is its public id. */
  signingKey(kid: string): KeyObject | undefined {
    return this.signingKeys.get(kid);
  }

  endFamily({ id, forgetAtMs }: EndedFamilyRow): void {
    this.endedFamilies.set(id, forgetAtMs);
    if (--this.untilTidy === 0) this.tidy();
  }

  private tidy(): void {
    const nowMs = Date.now();
    for (const [id, forgetAtMs] of this.endedFamilies) if (forgetAtMs <= nowMs) this.endedFamilies.delete(id);
    this.untilTidy = TIDY_EVERY + this.endedFamilies.size;
  }

  isEnded(familyId: string): boolean {
    return this.endedFamilies.has(familyId);
  }
}
