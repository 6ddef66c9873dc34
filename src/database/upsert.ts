import type { Dialect } from './dialect';

/** What becomes of a column where the row is there: the sum of both values, or the greater one. */
type Merge = 'SUM' | 'GREATEST';

export interface Upsert {
  readonly table: string;
  /** The primary key. */
  readonly key: readonly string[];
  readonly merged: Readonly<Record<string, Merge>>;
}

/** An INSERT of so many rows, each the columns of the key, then those merged, that brings rows up to date that are there. */
export function upsertSql(dialect: Dialect, { table, key, merged }: Upsert, rows: number): string {
  const columns = [...key, ...Object.keys(merged)];
  const places = `(${columns.map(() => '?').join(', ')})`;
  const isMysql = dialect === 'mysql';
  const updates = Object.entries(merged).map(([column, merge]) => {
    // MariaDB has no alias for the new row, as MySQL has.
    const given = isMysql ? `VALUES(${column})` : `excluded.${column}`;
    if (merge === 'SUM') return `${column} = ${table}.${column} + ${given}`;
    return `${column} = ${isMysql ? 'GREATEST' : 'MAX'}(${table}.${column}, ${given})`;
  });
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${new Array<string>(rows).fill(places).join(', ')}
    ${isMysql ? 'ON DUPLICATE KEY UPDATE' : `ON CONFLICT (${key.join(', ')}) DO UPDATE SET`} ${updates.join(', ')}`;
}

/** Whether a foreign key refused the row: what it refers to was deleted meanwhile. */
export function isOrphan(error: unknown): boolean {
  const driverError = (error as { driverError?: unknown }).driverError ?? error;
  const { errno, code } = driverError as { errno?: number; code?: string };
  return errno === 1452 || errno === 1216 || code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** For a parameter of raw SQL where the database would take the instant for a text. */
export function instantPlace(dialect: Dialect): string {
  return dialect === 'mysql' ? 'CAST(? AS DATETIME(3))' : '?';
}
