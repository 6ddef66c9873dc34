import { Gateway } from '../../entities/gateway';
import { requireAccount } from '../access';
import type { Context } from '../context';
import { keysetPage, type Page, type PageRequest } from '../keyset-page';

/** The gateways of the account, by name; cursor values are `[nameKey, id]`. Takes ViewGateway there. */
export async function listGateways(
  context: Context,
  input: PageRequest & { readonly accountId: string },
): Promise<Page<Gateway>> {
  const account = await requireAccount(context, input.accountId, 'ViewGateway', ['accountId']);
  const query = context.manager
    .createQueryBuilder(Gateway, 'g')
    .where('g.accountId = :accountId', { accountId: account.id });
  return keysetPage(query, [{ column: 'g.nameKey', bytes: true }, { column: 'g.id' }], 'ASC', input);
}
