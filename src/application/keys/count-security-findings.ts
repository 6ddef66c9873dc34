import type { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import { holds } from '../caller';
import type { Context } from '../context';
import { FINDING_KINDS, FINDING_RULES, findingParameters, type FindingSeverity, sumOfFindings } from './finding-sql';

/**
 * How many findings the keys defined on each of the accounts have, of any of the severities: one statement, however many
 * accounts there are.
 *
 * @param severities undefined: all
 * @returns by account id; null for an account without ViewApiKey
 */
export async function countSecurityFindings(
  context: Context,
  accounts: readonly Pick<Account, 'id' | 'path'>[],
  severities: readonly FindingSeverity[] | undefined,
): Promise<ReadonlyMap<string, number | null>> {
  const seen = accounts.filter(({ path }) => holds(context.caller, path, 'ViewApiKey')).map(({ id }) => id);
  const counts = new Map<string, number | null>(accounts.map(({ id }) => [id, null]));
  for (const id of seen) counts.set(id, 0);
  const kinds = FINDING_KINDS.filter((kind) => severities?.includes(FINDING_RULES[kind].severity) ?? true);
  if (seen.length === 0 || kinds.length === 0) return counts;
  const rows = await context.manager
    .createQueryBuilder(ApiKey, 'k')
    .select('k.accountId', 'id')
    .addSelect(sumOfFindings(kinds), 'total')
    .where('k.accountId IN (:...seen)', { seen })
    .setParameters(findingParameters(context.services.database.dialect, context.now()))
    .groupBy('k.accountId')
    .getRawMany<{ id: string; total: number | string }>();
  for (const { id, total } of rows) counts.set(id, Number(total));
  return counts;
}
