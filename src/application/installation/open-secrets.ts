import type { EntityManager } from 'typeorm';
import {
  DATA_KEY_PURPOSES,
  type DataKeyPurpose,
  fingerprintOf,
  newDataKey,
  unwrapDataKey,
  wrapDataKey,
} from '../../domain/secrets/wrapping';
import { KeyedHash } from '../../domain/secrets/keyed-hash';
import { isDuplicate } from '../../database/dialect';
import type { Database } from '../../database/database';
import { insertAll } from '../../database/insert';
import { DataKey } from '../../entities/data-key';
import type { Secrets } from '../services';

/** The server secret opens nothing here; says what to do. */
export class WrongSecretError extends Error {}

const REASON =
  'KEYTREE_SECRET does not open the data keys of this database. Start with the secret that it was set up with ' +
  '(or set that one as KEYTREE_PREVIOUS_SECRET while you change over); without it no key value can be verified.';

/** Opens the data keys, making them in a database that has none. `secrets`: the current one, then the previous. */
export async function openSecrets(database: Database, secrets: readonly string[]): Promise<Secrets> {
  if ((await database.read.countBy(DataKey, {})) < DATA_KEY_PURPOSES.length) {
    await makeMissingDataKeys(database, secrets);
  }
  const keys = await unwrapAll(database.read, secrets);
  return {
    keyValues: new KeyedHash(keys['api-key-values']),
    tokens: new KeyedHash(keys.tokens),
    keyValuesFingerprint: fingerprintOf(keys['api-key-values']),
  };
}

async function makeMissingDataKeys(database: Database, secrets: readonly string[]): Promise<void> {
  const [current] = secrets;
  if (current === undefined) throw new WrongSecretError(REASON);
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

async function unwrapAll(
  manager: EntityManager,
  secrets: readonly string[],
): Promise<Record<DataKeyPurpose, Buffer>> {
  const rows = await manager.find(DataKey);
  const open = (purpose: DataKeyPurpose): Buffer => {
    const row = rows.find((candidate) => candidate.purpose === purpose);
    for (const secret of row ? secrets : []) {
      const dataKey = unwrapDataKey(secret, purpose, (row as DataKey).wrapped);
      if (dataKey) return dataKey;
    }
    throw new WrongSecretError(REASON);
  };
  return {
    'api-key-values': open('api-key-values'),
    tokens: open('tokens'),
    encryption: open('encryption'),
  };
}

/** Wraps every data key anew under `next`, in one short transaction. */
export async function rotateSecret(database: Database, current: readonly string[], next: string): Promise<number> {
  return database.transaction(async (manager) => {
    const keys = await unwrapAll(manager, current);
    for (const purpose of DATA_KEY_PURPOSES) {
      await manager.update(DataKey, { purpose }, { wrapped: wrapDataKey(next, purpose, keys[purpose]) });
    }
    return DATA_KEY_PURPOSES.length;
  });
}
