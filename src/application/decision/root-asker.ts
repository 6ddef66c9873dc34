import { Account } from '../../entities/account';
import type { Context } from '../context';
import type { Asker } from './access-request';

/** Who asks without a gateway: everything is within their reach. */
export async function rootAsker({ manager }: Context): Promise<Asker> {
  return { id: null, accountId: (await manager.findOneByOrFail(Account, { rootSlot: 1 })).id };
}
