import { type FindOptionsWhere, In } from 'typeorm';
import { TokenFamily } from '../../entities/token-family';
import { change } from '../change';
import type { Context } from '../context';
import { endTokenFamilies } from './end-token-families';

/** Of one user, or of one device by itself: who logs in on more at a time has forgotten the oldest. */
const MOST_FAMILIES = 100;

/** Makes room for one more: so nobody gathers logins without end, which all would have to be ended together. */
export async function endOldestFamilies(
  context: Context,
  where: Pick<FindOptionsWhere<TokenFamily>, 'userId' | 'endpointId'>,
): Promise<void> {
  const surplus = await context.manager.find(TokenFamily, {
    ...{ select: { id: true }, where, order: { id: 'DESC' } },
    ...{ skip: MOST_FAMILIES - 1, take: MOST_FAMILIES },
  });
  if (surplus.length === 0) return;
  const ids = surplus.map(({ id }) => id);
  await change({ ...context, caller: { kind: 'ANONYMOUS' } }, (change) => endTokenFamilies(change, { id: In(ids) }));
}
