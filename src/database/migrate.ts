import type { DataSource } from 'typeorm';
import { MIGRATIONS, MIGRATIONS_TABLE } from './data-source';
import { dialectOf } from './dialect';

/**
 * Locks are the server's, so it names the database; by a digest, since a lock's name has at most 64 characters. Not
 * MD5, which MySQL 9.7 has no more.
 */
const LOCK = "CONCAT('keytree_migrate.', LEFT(SHA2(DATABASE(), 256), 40))";
const LOCK_TIMEOUT_SECONDS = 60;

export interface SchemaState {
  /** Known here, not yet in the database, oldest first. */
  pending: string[];
  /** In the database, not known here: a newer Keytree made it. */
  unknown: string[];
}

/** The database's schema is not the one that this Keytree knows; says what to do. */
export class SchemaError extends Error {
  readonly expected = true;
  override readonly name = 'SchemaError';
}

/** @throws SchemaError where a newer Keytree made the schema */
export function requireNoUnknown({ unknown }: SchemaState): void {
  if (unknown.length === 0) return;
  throw new SchemaError(
    `The database was migrated by a newer Keytree (${unknown.join(', ')}): start that version, or restore a backup from before.`,
  );
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

/** Brings the schema up to date; two that start at once take turns. Answers what was done. @throws SchemaError */
export async function migrate(source: DataSource): Promise<string[]> {
  requireNoUnknown(await schemaState(source));
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
    const rows = (await runner.query(`SELECT GET_LOCK(${LOCK}, ?) AS held`, [LOCK_TIMEOUT_SECONDS])) as {
      held: unknown;
    }[];
    if (Number(rows[0]?.held) !== 1) {
      throw new SchemaError('Another process has been migrating for a minute: try again when it is done.');
    }
    try {
      const done = await source.runMigrations({ transaction: 'none' });
      return done.map((migration) => migration.name);
    } finally {
      await runner.query(`SELECT RELEASE_LOCK(${LOCK})`);
    }
  } finally {
    await runner.release();
  }
}
