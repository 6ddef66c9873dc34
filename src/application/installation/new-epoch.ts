import { change } from '../change';
import type { Context } from '../context';
import { newId } from '../new-id';
import { Account } from '../../entities/account';
import { Installation } from '../../entities/installation';

/** After a restore: whoever follows the changes must load everything anew. */
export function setNewEpoch(context: Context): Promise<string> {
  return change(context, async (change) => {
    const epoch = newId();
    await change.manager.update(Installation, { id: 1 }, { epoch });
    const root = await change.manager.findOneByOrFail(Account, { rootSlot: 1 });
    change.audit({ action: 'RESTORED', account: root, target: { type: 'Installation', id: null, name: null } });
    return epoch;
  });
}
