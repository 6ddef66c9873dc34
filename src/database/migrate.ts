import type { DataSource } from 'typeorm';
import { MIGRATIONS, MIGRATIONS_TABLE } from './data-source';
import { dialectOf } from './dialect';

const LOCK = 'keytree_migrate';
const LOCK_TIMEOUT_SECONDS = 60;

export interface SchemaState {
  /** Known here, not yet in the database, oldest first. */
  pending: string[];
  /** In the database, not known here: a newer Keytree made it. */
  unknown: string[];
}

export async function schemaState(source: DataSource): Promise<SchemaState> {
  const known = MIGRATIONS.map((migration) => migration.name);
  const done = await migrationsDone(source);
  return {
    pending: known.filter((name) => !done.includes(name)),
    unknown: done.filter((name) => !known.includes(name)),
  };
}

async function migrationsDone(source: DataSource): Promise<string[]> {
  const exists =
    dialectOf(source) === 'mysql'
      ? await source.query<unknown[]>(
          'SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?',
          [MIGRATIONS_TABLE],
        )
      : await source.query<unknown[]>("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [
          MIGRATIONS_TABLE,
        ]);
  if (exists.length === 0) return [];
  const rows = await source.query<{ name: string }[]>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`);
  return rows.map((row) => row.name);
}

/** Brings the schema up to date; two that start at once take turns. Answers what was done. */
export async function migrate(source: DataSource): Promise<string[]> {
  return dialectOf(source) === 'mysql' ? migrateMysql(source) : migrateSqlite(source);
}

async function migrateSqlite(source: DataSource): Promise<string[]> {
  // SQLite's DDL is transactional and TypeORM shares one connection here, so all of it is one transaction.
  await source.query('BEGIN IMMEDIATE');
  try {
    const done = await source.runMigrations({ transaction: 'none' });
    await source.query('COMMIT');
    return done.map((migration) => migration.name);
  } catch (error) {
    await source.query('ROLLBACK');
    throw error;
  }
}

async function migrateMysql(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  try {
    const rows = (await runner.query('SELECT GET_LOCK(CONCAT(DATABASE(), ?), ?) AS held', [
      `.${LOCK}`,
      LOCK_TIMEOUT_SECONDS,
    ])) as { held: unknown }[];
    if (Number(rows[0]?.held) !== 1)
      throw new Error('Another process has been migrating for a minute: try again when it is done.');
    try {
      const done = await source.runMigrations({ transaction: 'none' });
      return done.map((migration) => migration.name);
    } finally {
      await runner.query('SELECT RELEASE_LOCK(CONCAT(DATABASE(), ?))', [`.${LOCK}`]);
    }
  } finally {
    await runner.release();
  }
}
