import { DataSource, type EntityManager } from 'typeorm';
import type { Database } from './database';

/**
 * Reads one state of the database, however long it takes and whatever is committed meanwhile. It has a connection of
 * its own: SQLite's reader is shared by all who read.
 */
export async function readSnapshot<T>(database: Database, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  const { options } = database.read.dataSource;
  const source = await new DataSource({ ...options }).initialize();
  const runner = source.createQueryRunner();
  try {
    if (database.dialect === 'mysql') {
      await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    } else {
      await runner.query('BEGIN');
    }
    const result = await work(runner.manager);
    await runner.query('COMMIT');
    return result;
  } finally {
    // What was not committed was only read.
    await runner.release();
    await source.destroy();
  }
}
