import type { EntityManager } from 'typeorm';

/** Rows of one INSERT: below SQLite's and MySQL's limits of parameters. */
const BATCH = 500;

export async function insertAll<T extends object>(
  manager: EntityManager,
  entity: new () => T,
  rows: readonly T[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    // TypeORM's type of a row also allows SQL functions, which makes it no supertype of the entity.
    await manager.insert(entity, rows.slice(from, from + BATCH));
  }
}
