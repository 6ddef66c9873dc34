import { In } from 'typeorm';
import { SigningKey } from '../../entities/signing-key';
import { rotateSigningKeys } from '../tokens/signing-keys';
import { change } from '../change';
import type { Context } from '../context';
import { newId } from '../new-id';
import { Account } from '../../entities/account';
import { Installation } from '../../entities/installation';

/**
 * After a restore: whoever follows the changes must load everything anew. Which tokens had ended since the backup nobody
 * knows any more, so all access tokens end: the keys that signed them go.
 */
export function setNewEpoch(context: Context): Promise<string> {
  return change(context, async (change) => {
    const epoch = newId();
    await change.manager.update(Installation, { id: 1 }, { epoch });
    const signingKeys = await change.manager.find(SigningKey, { select: { id: true } });
    await change.manager.delete(SigningKey, { id: In(signingKeys.map(({ id }) => id)) });
    for (const { id } of signingKeys) change.record('signing_key', id);
    await rotateSigningKeys(change);
    const root = await change.manager.findOneByOrFail(Account, { rootSlot: 1 });
    change.audit({ action: 'RESTORED', account: root, target: { type: 'Installation', id: null, name: null } });
    return epoch;
  });
}
