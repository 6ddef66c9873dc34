import type { EntityManager } from 'typeorm';
import type { TokenLifetimes } from '../../domain/accounts/token-lifetimes';
import { newToken } from '../../domain/secrets/tokens';
import type { AccessToken } from '../../domain/tokens/access-token';
import { RefreshToken } from '../../entities/refresh-token';
import { TokenFamily } from '../../entities/token-family';
import type { Context } from '../context';
import { newId } from '../new-id';
import { signAccessToken } from './sign-access-token';

/** Nothing of it is kept. */
export interface IssuedAccess {
  readonly family: TokenFamily;
  readonly accessToken: string;
  readonly accessExpiresAt: Date;
}

/** A refresh token that was put into the database: a keyed hash of it, and the family that it is of. */
export interface OpenedFamily {
  readonly family: TokenFamily;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Date;
}

/** Shown once. */
export type IssuedTokens = IssuedAccess & OpenedFamily;

type NewFamily = Pick<TokenFamily, 'accountId' | 'userId' | 'endpointId' | 'keyId' | 'clientId'>;
export type Lifetimes = Record<keyof TokenLifetimes, number>;

/** A new family with its first refresh token. Takes no write lock: it ends nobody's token. */
export async function openTokenFamily(
  context: Context,
  manager: EntityManager,
  columns: NewFamily,
  lifetimes: Lifetimes,
): Promise<OpenedFamily> {
  const family = await insertTokenFamily(context, manager, columns, context.services.tokenSettings.familySeconds);
  return addRefreshToken(context, manager, family, lifetimes);
}

export async function insertTokenFamily(
  context: Context,
  manager: EntityManager,
  columns: NewFamily,
  seconds: number,
): Promise<TokenFamily> {
  const createdAt = context.now();
  const family = Object.assign(new TokenFamily(), {
    id: newId(),
    ...columns,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + seconds * 1000),
    ip: context.clientIp,
  } satisfies TokenFamily);
  await manager.insert(TokenFamily, family);
  return family;
}

/** A further refresh token of the family; it does not outlive that. */
export async function addRefreshToken(
  context: Context,
  manager: EntityManager,
  family: TokenFamily,
  lifetimes: Lifetimes,
): Promise<OpenedFamily> {
  const refreshToken = newToken('login');
  const refreshExpiresAt = within(family, context.now().getTime() + lifetimes.refreshTokenSeconds * 1000);
  await manager.insert(
    RefreshToken,
    Object.assign(new RefreshToken(), {
      tokenHash: context.services.secrets.tokens.hash(refreshToken),
      familyId: family.id,
      expiresAt: refreshExpiresAt,
      usedAt: null,
    }),
  );
  return { family, refreshToken, refreshExpiresAt };
}

/** After the transaction that opened it has committed. */
export async function withAccessToken<T extends { readonly family: TokenFamily }>(
  context: Context,
  opened: T,
  lifetimes: Lifetimes,
): Promise<T & IssuedAccess> {
  const { family } = opened;
  const { userId, endpointId, accountId, keyId, clientId } = family;
  const issuedAtMs = context.now().getTime();
  const seconds = userId === null ? lifetimes.deviceAccessTokenSeconds : lifetimes.userAccessTokenSeconds;
  const accessExpiresAt = within(family, issuedAtMs + seconds * 1000);
  const token: AccessToken = {
    kind: userId === null ? 'device' : 'user',
    subjectId: userId ?? endpointId ?? '',
    familyId: family.id,
    issuedAtMs,
    expiresAtMs: accessExpiresAt.getTime(),
    ...{ accountId, keyId, endpointId, clientId },
  };
  return { ...opened, accessToken: await signAccessToken(context, token), accessExpiresAt };
}

function within({ expiresAt }: TokenFamily, ms: number): Date {
  return new Date(Math.min(ms, expiresAt.getTime()));
}
