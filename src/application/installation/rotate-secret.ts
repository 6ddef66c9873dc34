import { DATA_KEY_PURPOSES, wrapDataKey } from '../../domain/secrets/wrapping';
import type { Database } from '../../database/database';
import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { ChangeRecord } from '../../entities/change-record';
import { DataKey } from '../../entities/data-key';
import { change } from '../change';
import type { Context } from '../context';
import { nothingChanged, underWriteLock } from '../write-lock';
import { unwrapAll } from './open-secrets';

/**
 * Wraps every data key anew under `next`, in one short transaction; answers how many.
 *
 * @param keep makes `next` safe before anything is wrapped under it: without it nothing could be opened again. Given
 *   the secret that opens the database now. It may be called again, with the transaction.
 * @throws WrongSecretError where none of `current` opens them
 */
export function rotateSecret(
  context: Context,
  current: () => readonly string[],
  next: string,
  keep: (opening: string) => void,
): Promise<number> {
  return change(context, async (change) => {
    const { manager } = change;
    const { keys, opening } = unwrapAll(await manager.find(DataKey), current());
    keep(opening);
    for (const purpose of DATA_KEY_PURPOSES) {
      await manager.update(DataKey, { purpose }, { wrapped: wrapDataKey(next, purpose, keys[purpose]) });
    }
    const root = await manager.findOneByOrFail(Account, { rootSlot: 1 });
    change.audit({ action: 'SECRET_ROTATED', account: root, target: { type: 'Installation', id: null, name: null } });
    return DATA_KEY_PURPOSES.length;
  });
}

/** What is done to the files of a secret is done under the write lock: a rotation in another process waits. */
export function settleRotation(database: Database, settle: () => void): Promise<void> {
  return underWriteLock(database, async (manager, seq) => {
    settle();
    await insertAll(manager, ChangeRecord, [nothingChanged(seq)]);
  });
}
