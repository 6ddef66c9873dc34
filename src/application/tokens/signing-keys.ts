import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { In } from 'typeorm';
import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { SigningKey } from '../../entities/signing-key';
import { publicId } from '../../domain/ids';
import { ACCESS_TOKEN_ALGORITHM } from '../../domain/tokens/access-token';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { newId } from '../new-id';

const DAY_MS = 86_400_000;
/** Whoever keeps the published keys for a while has the next one before it signs. */
const PUBLISHED_BEFORE_MS = DAY_MS;
/** Until the last token that it signed has expired, and somewhat longer. */
const KEPT_AFTER_MS = DAY_MS + 3_600_000;

/** What is to be done now: nothing, for nearly all of the time. */
interface Due {
  /** When a new key is to sign from; null: none is needed. */
  readonly newFrom: Date | null;
  readonly gone: readonly SigningKey[];
}

/**
 * Makes the first signing key, and the next one a day before it is to sign; deletes those whose tokens have all
 * expired. Answers whether anything changed.
 */
export async function rotateSigningKeys(context: Context): Promise<boolean> {
  const looked = await dueNow(context);
  if (looked.newFrom === null && looked.gone.length === 0) return false;
  return change(context, async (change) => {
    // Another instance may have done it meanwhile.
    const { newFrom, gone } = await dueNow(change);
    if (newFrom === null && gone.length === 0) return false;
    const made = newFrom && newSigningKey(change, newFrom);
    if (made) await insertAll(change.manager, SigningKey, [made]);
    await change.manager.delete(SigningKey, { id: In(gone.map(({ id }) => id)) });
    const root = await change.manager.findOneByOrFail(Account, { rootSlot: 1 });
    if (made) tell(change, root, 'SIGNING_KEY_MADE', made);
    for (const key of gone) tell(change, root, 'SIGNING_KEY_DELETED', key);
    return true;
  });
}

function tell(
  change: Change,
  account: Account,
  action: 'SIGNING_KEY_MADE' | 'SIGNING_KEY_DELETED',
  { id, signsFrom }: SigningKey,
): void {
  change.record('signing_key', id);
  const said = { signsFrom: signsFrom.toISOString() };
  change.audit({
    ...{ action, account, target: { type: 'SigningKey', id, name: null } },
    ...(action === 'SIGNING_KEY_MADE' ? { after: said } : { before: said }),
  });
}

async function dueNow(context: Context): Promise<Due> {
  const nowMs = context.now().getTime();
  const keys = await context.manager.find(SigningKey, { order: { signsFrom: 'ASC' } });
  const newest = keys.at(-1);
  const gone = keys.filter((_, index) => {
    const successor = keys[index + 1];
    return successor !== undefined && successor.signsFrom.getTime() + KEPT_AFTER_MS <= nowMs;
  });
  if (!newest) return { newFrom: new Date(nowMs), gone };
  const endsMs = newest.signsFrom.getTime() + context.services.tokenSettings.signingKeyDays * DAY_MS;
  const isDue = endsMs - PUBLISHED_BEFORE_MS <= nowMs;
  return { newFrom: isDue ? new Date(Math.max(endsMs, nowMs + PUBLISHED_BEFORE_MS)) : null, gone };
}

function newSigningKey(change: Change, signsFrom: Date): SigningKey {
  const id = newId();
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return Object.assign(new SigningKey(), {
    id,
    publicJwk: { ...publicKey.export({ format: 'jwk' }) },
    sealedPrivateJwk: change.services.secrets.sealing.seal(
      JSON.stringify(privateKey.export({ format: 'jwk' })),
      rowOf(id),
    ),
    createdAt: change.now(),
    signsFrom,
  } satisfies SigningKey);
}

/** The key that signs now. @throws where there is none: the service makes one when it starts */
export async function currentSigningKey(context: Context): Promise<SigningKey> {
  const keys = await context.manager.find(SigningKey, { order: { signsFrom: 'DESC' } });
  // Where this machine's clock is behind that of the one that made the first key, the first.
  const current = keys.find(({ signsFrom }) => signsFrom <= context.now()) ?? keys.at(-1);
  if (!current) throw new Error('the database has no key that signs tokens');
  return current;
}

/** @throws where the data key of now did not seal it */
export function openSigningKey({ services }: Context, { id, sealedPrivateJwk }: SigningKey): KeyObject {
  const jwk = services.secrets.sealing.open(sealedPrivateJwk, rowOf(id));
  if (jwk === null) throw new Error(`the signing key ${id} does not open`);
  return createPrivateKey({ format: 'jwk', key: JSON.parse(jwk) as JsonWebKey });
}

function rowOf(id: string): string {
  return `signing_key:${id}`;
}

/** Those that are or were used, and the next one: a JWK Set (RFC 7517). */
export async function publishedKeys(context: Context): Promise<{ keys: Record<string, unknown>[] }> {
  const keys = await context.manager.find(SigningKey, { order: { signsFrom: 'ASC' } });
  return {
    keys: keys.map(({ id, publicJwk }) => ({
      ...publicJwk,
      kid: publicId('SigningKey', id),
      alg: ACCESS_TOKEN_ALGORITHM,
      use: 'sig',
    })),
  };
}
