import type { EntityManager } from 'typeorm';
import type { Dialect } from './dialect';

export interface Deletion {
  readonly table: string;
  readonly key: readonly string[];
  /** Raw SQL with `?`. */
  readonly where: string;
  readonly parameters: readonly unknown[];
}

/** Deletes at most so many rows, and answers how many: a statement that locks little, and is short. */
export function deleteSome(
  dialect: Dialect,
  manager: EntityManager,
  { table, key, where, parameters }: Deletion,
  most: number,
): Promise<number> {
  const columns = key.join(', ');
  const sql =
    dialect === 'mysql'
      ? `DELETE FROM ${table} WHERE ${where} LIMIT ${most}`
      : `DELETE FROM ${table} WHERE (${columns}) IN (SELECT ${columns} FROM ${table} WHERE ${where} LIMIT ${most})`;
  return affectedBy(manager, sql, parameters);
}

/** Runs a statement of the transaction that changes rows, and answers how many. On MySQL those that it found. */
export async function affectedBy(manager: EntityManager, sql: string, parameters: readonly unknown[]): Promise<number> {
  if (!manager.queryRunner) throw new Error('rows are changed in a transaction only');
  const result = await manager.queryRunner.query(sql, [...parameters], true);
  return result.affected ?? 0;
}
