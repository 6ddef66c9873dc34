import { In, MoreThan } from 'typeorm';
import { ApiKeyValue } from '../../entities/api-key-value';
import type { Context } from '../context';

/** Until when the replaced value of each key works on; keys without one in its overlap are not there: one statement. */
export async function loadPreviousValues(
  context: Context,
  keyIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await context.manager.findBy(ApiKeyValue, {
    keyId: In([...keyIds]),
    worksUntil: MoreThan(context.now()),
  });
  return new Map(rows.flatMap((row) => (row.worksUntil ? [[row.keyId, row.worksUntil] as const] : [])));
}
