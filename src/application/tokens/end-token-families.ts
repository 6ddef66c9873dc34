import { In, type FindOptionsWhere } from 'typeorm';
import { insertAll } from '../../database/insert';
import { EndedTokenFamily } from '../../entities/ended-token-family';
import { TokenFamily } from '../../entities/token-family';
import type { Change } from '../change';

/** No access token lives longer. */
const LONGEST_ACCESS_TOKEN_MS = 86_400_000;
/** Clocks of two instances may differ. */
const SLACK_MS = 3_600_000;
/** Ids of one statement: below SQLite's and MySQL's limits of parameters. */
const BATCH = 500;

/**
 * Ends token families: refresh tokens go with the rows, and of the access tokens that are out is kept that their family
 * ended. Answers how many there were.
 */
export async function endTokenFamilies(
  change: Change,
  where: Pick<FindOptionsWhere<TokenFamily>, 'id' | 'userId' | 'endpointId' | 'accountId'>,
): Promise<number> {
  const families = await change.manager.find(TokenFamily, { select: { id: true }, where, order: { id: 'ASC' } });
  const ids = families.map((family) => family.id);
  for (let from = 0; from < ids.length; from += BATCH) {
    await change.manager.delete(TokenFamily, { id: In(ids.slice(from, from + BATCH)) });
  }
  await rememberEnded(change, ids);
  return ids.length;
}

/** The same of one of which a good token came, though nothing is kept of it any more. False where it had ended. */
export async function endForgottenFamily(change: Change, id: string): Promise<boolean> {
  if (await change.manager.existsBy(EndedTokenFamily, { id })) return false;
  await rememberEnded(change, [id]);
  return true;
}

async function rememberEnded(change: Change, ids: readonly string[]): Promise<void> {
  const forgetAt = new Date(change.now().getTime() + LONGEST_ACCESS_TOKEN_MS + SLACK_MS);
  const rows = ids.map((id) => Object.assign(new EndedTokenFamily(), { id, forgetAt }));
  await insertAll(change.manager, EndedTokenFamily, rows);
  for (const id of ids) change.record('token_family', id);
}
