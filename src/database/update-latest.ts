import { type Dialect, instantParameter } from './dialect';
import { placeholders, type Statement } from './statement';

export interface LatestColumns {
  readonly table: string;
  /** The column of the instant. */
  readonly at: string;
  /** One that goes with it. */
  readonly further?: string;
}

export interface Latest {
  readonly id: string;
  readonly atMs: number;
  readonly further?: string | null;
}

/** Sets the instants of rows by id, and what goes with them, but where a later one is there. Each id comes once. */
export function updateLatest(
  dialect: Dialect,
  { table, at, further }: LatestColumns,
  rows: readonly Latest[],
): Statement[] {
  if (rows.length === 0) return [];
  // MySQL would compare the column with a text.
  const place = dialect === 'mysql' ? 'CAST(? AS DATETIME(3))' : '?';
  const byId = (value: string): string => `CASE id ${rows.map(() => `WHEN ? THEN ${value}`).join(' ')} END`;
  const instants = rows.flatMap(({ id, atMs }) => [id, instantParameter(dialect, new Date(atMs))]);
  const setFurther = further === undefined ? '' : `, ${further} = ${byId('?')}`;
  const furthers = further === undefined ? [] : rows.flatMap((row) => [row.id, row.further ?? null]);
  const sql = `UPDATE ${table} SET ${at} = ${byId(place)}${setFurther}
     WHERE id IN (${placeholders(rows)}) AND (${at} IS NULL OR ${at} < ${byId(place)})`;
  return [{ sql, parameters: [...instants, ...furthers, ...rows.map(({ id }) => id), ...instants] }];
}
