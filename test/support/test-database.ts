import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

export interface TestDatabase {
  readonly kind: 'sqlite' | 'mysql';
  /** As KEYTREE_DATABASE_URL takes it; the database is there and empty. */
  readonly url: string;
  /** Removes the database; close what is connected to it first. */
  drop(): Promise<void>;
}

/** Which database this run tests: SQLite, or the server that KEYTREE_TEST_DATABASE_URL names. */
export const testDatabaseKind: TestDatabase['kind'] = process.env.KEYTREE_TEST_DATABASE_URL ? 'mysql' : 'sqlite';

/** An empty database of one's own, for a suite or a test. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.KEYTREE_TEST_DATABASE_URL;
  const suffix = randomBytes(6).toString('hex');
  if (!server) return sqliteDatabase(join(testFolder(), `${suffix}.db`));
  const name = `${fromGlobalSetup('KEYTREE_TEST_PREFIX')}${suffix}`;
  // No collation given, as with an operator's own CREATE DATABASE: the migrations must name those that matter.
  await run(server, 'CREATE DATABASE ?? CHARACTER SET utf8mb4', name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { kind: 'mysql', url: url.href, drop: () => run(server, 'DROP DATABASE IF EXISTS ??', name) };
}

/** A folder that is removed after the run, for whatever files a test makes. */
export function testFolder(): string {
  return fromGlobalSetup('KEYTREE_TEST_FOLDER');
}

function sqliteDatabase(path: string): TestDatabase {
  const drop = (): Promise<void> => {
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    return Promise.resolve();
  };
  return { kind: 'sqlite', url: `sqlite:${path}`, drop };
}

async function run(server: string, sql: string, name: string): Promise<void> {
  const connection = await createConnection(server);
  try {
    await connection.query(sql, [name]);
  } finally {
    await connection.end();
  }
}

function fromGlobalSetup(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is missing: run the tests with jest, whose globalSetup sets it`);
  return value;
}
