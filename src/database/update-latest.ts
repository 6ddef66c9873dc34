import type { EntityManager } from 'typeorm';
import { type Dialect, instantParameter } from './dialect';

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

/**
 * Sets the instants of rows by id, and what goes with them, but where a later one is there. One statement for all rows;
 * each id comes once.
 */
export async function updateLatest(
  dialect: Dialect,
  manager: EntityManager,
  { table, at, further }: LatestColumns,
  rows: readonly Latest[],
): Promise<void> {
  if (rows.length === 0) return;
  // MySQL would compare the column with a text.
  const place = dialect === 'mysql' ? 'CAST(? AS DATETIME(3))' : '?';
  const byId = (value: string): string => `CASE id ${rows.map(() => `WHEN ? THEN ${value}`).join(' ')} END`;
  const instants = rows.flatMap(({ id, atMs }) => [id, instantParameter(dialect, new Date(atMs))]);
  const setFurther = further === undefined ? '' : `, ${further} = ${byId('?')}`;
  const furthers = further === undefined ? [] : rows.flatMap((row) => [row.id, row.further ?? null]);
  await manager.query(
    `UPDATE ${table} SET ${at} = ${byId(place)}${setFurther}
     WHERE id IN (${rows.map(() => '?').join(', ')}) AND (${at} IS NULL OR ${at} < ${byId(place)})`,
    [...instants, ...furthers, ...rows.map(({ id }) => id), ...instants],
  );
}
