import type { Dialect } from './dialect';
import { placeholders, type Statement } from './statement';

/** What becomes of a column where the row is there: the sum of both values, or the greater one. */
type Merge = 'SUM' | 'GREATEST';

export interface Upsert {
  readonly table: string;
  /** The primary key. */
  readonly key: readonly string[];
  readonly merged: Readonly<Record<string, Merge>>;
}

/** An INSERT of rows, each the columns of the key, then those merged, that brings rows up to date that are there. */
export function upsert(
  dialect: Dialect,
  { table, key, merged }: Upsert,
  rows: readonly (readonly unknown[])[],
): Statement[] {
  if (rows.length === 0) return [];
  const columns = [...key, ...Object.keys(merged)];
  const places = `(${placeholders(columns)})`;
  const isMysql = dialect === 'mysql';
  const updates = Object.entries(merged).map(([column, merge]) => {
    // MariaDB has no alias for the new row, as MySQL has.
    const given = isMysql ? `VALUES(${column})` : `excluded.${column}`;
    if (merge === 'SUM') return `${column} = ${table}.${column} + ${given}`;
    return `${column} = ${isMysql ? 'GREATEST' : 'MAX'}(${table}.${column}, ${given})`;
  });
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => places).join(', ')}
    ${isMysql ? 'ON DUPLICATE KEY UPDATE' : `ON CONFLICT (${key.join(', ')}) DO UPDATE SET`} ${updates.join(', ')}`;
  return [{ sql, parameters: rows.flat() }];
}
