import { auditAlone } from '../change';
import type { Context } from '../context';
import { Account } from '../../entities/account';

export async function recordSecretRotation(context: Context): Promise<void> {
  const root = await context.manager.findOneByOrFail(Account, { rootSlot: 1 });
  await auditAlone(context, {
    action: 'SECRET_ROTATED',
    account: root,
    target: { type: 'Installation', id: null, name: null },
  });
}
