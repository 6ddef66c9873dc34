import {
  DATA_KEY_PURPOSES,
  type DataKeyPurpose,
  fingerprintOf,
  newDataKey,
  unwrapDataKey,
  wrapDataKey,
} from '../../domain/secrets/wrapping';
import { KeyedHash } from '../../domain/secrets/keyed-hash';
import { Sealing } from '../../domain/secrets/sealing';
import { isDuplicate } from '../../database/dialect';
import type { Database } from '../../database/database';
import { insertAll } from '../../database/insert';
import { DataKey } from '../../entities/data-key';
import type { Secrets } from '../services';

/** The server secret opens nothing here; says what to do. */
export class WrongSecretError extends Error {
  readonly expected = true;
  override readonly name = 'WrongSecretError';

  constructor() {
    super(
      'The server secret does not open the data keys of this database. Start with the secret that it was set up with ' +
        '(KEYTREE_SECRET, or the file `secret` of the data folder), or set that one as KEYTREE_PREVIOUS_SECRET while ' +
        'you change over; without it no key value can be verified.',
    );
  }
}

export interface OpenedSecrets {
  readonly secrets: Secrets;
  /** The server secret that opened them. */
  readonly opening: string;
}

/** Opens the data keys, making them in a database that has none. `secrets`: the current one, then those it replaced. */
export async function openSecrets(database: Database, secrets: readonly [string, ...string[]]): Promise<OpenedSecrets> {
  if ((await database.read.countBy(DataKey, {})) < DATA_KEY_PURPOSES.length) {
    await makeMissingDataKeys(database, secrets[0]);
  }
  const { keys, opening } = unwrapAll(await database.read.find(DataKey), secrets);
  return {
    secrets: {
      keyValues: new KeyedHash(keys['api-key-values']),
      tokens: new KeyedHash(keys.tokens),
      sealing: new Sealing(keys.encryption),
      keyValuesFingerprint: fingerprintOf(keys['api-key-values']),
    },
    opening,
  };
}

async function makeMissingDataKeys(database: Database, current: string): Promise<void> {
  const present = await database.read.find(DataKey);
  const missing = DATA_KEY_PURPOSES.filter((purpose) => !present.some((row) => row.purpose === purpose));
  try {
    await database.transaction((manager) =>
      insertAll(
        manager,
        DataKey,
        missing.map((purpose) => newRow(current, purpose)),
      ),
    );
  } catch (error) {
    // Another instance started at the same time and made them.
    if (!isDuplicate(error)) throw error;
  }
}

function newRow(secret: string, purpose: DataKeyPurpose): DataKey {
  const dataKey = newDataKey();
  return Object.assign(new DataKey(), {
    purpose,
    fingerprint: fingerprintOf(dataKey),
    wrapped: wrapDataKey(secret, purpose, dataKey),
  });
}

export type DataKeys = Readonly<Record<DataKeyPurpose, Buffer>>;

/** All of them under one secret: a rotation wraps them together. @throws WrongSecretError */
export function unwrapAll(
  rows: readonly Pick<DataKey, 'purpose' | 'wrapped'>[],
  secrets: readonly string[],
): { keys: DataKeys; opening: string } {
  for (const opening of secrets) {
    const keys = DATA_KEY_PURPOSES.map((purpose) => {
      const row = rows.find((candidate) => candidate.purpose === purpose);
      return row ? unwrapDataKey(opening, purpose, row.wrapped) : null;
    });
    const [keyValues, tokens, encryption] = keys;
    if (keyValues && tokens && encryption)
      return { keys: { 'api-key-values': keyValues, tokens, encryption }, opening };
  }
  throw new WrongSecretError();
}
