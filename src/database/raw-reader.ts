import SqliteDatabase from 'better-sqlite3';
import { type Connection, createConnection } from 'mysql2';
import { sqlitePath } from './data-source';

/** Calls `onRow` with each row's columns in their order; of what type they are, the caller knows. */
export type ReadRows = (sql: string, parameters: readonly unknown[], onRow: OnRow) => Promise<void>;
type OnRow = (...columns: never[]) => void;

/** A connection of its own that only reads, without the ORM: for what reads millions of rows, or many times a second. */
export interface RawReader {
  /** What is committed now. */
  readonly read: ReadRows;
  /** One committed state of the database, whatever is committed meanwhile. One at a time. */
  snapshot<T>(work: (read: ReadRows) => Promise<T>): Promise<T>;
  /** At once, also where an answer is awaited: that one fails. */
  close(): void;
}

export interface RawReaderOptions {
  readonly url: string;
  readonly connectTimeoutMs: number;
}

export function openRawReader(options: RawReaderOptions): Promise<RawReader> {
  const path = sqlitePath(options.url);
  return path === null ? openMysql(options) : Promise.resolve(openSqlite(path));
}

/** Rows between two turns of the event loop. */
const ROWS_OF_A_TURN = 2_000;

function openSqlite(path: string): RawReader {
  const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  const read: ReadRows = async (sql, parameters, onRow) => {
    let rows = 0;
    for (const row of database
      .prepare(sql)
      .raw()
      .iterate(...parameters)) {
      onRow(...(row as never[]));
      if (++rows % ROWS_OF_A_TURN === 0) await new Promise(setImmediate);
    }
  };
  return {
    read,
    snapshot: async (work) => {
      database.exec('BEGIN');
      try {
        return await work(read);
      } finally {
        if (database.open) database.exec('COMMIT');
      }
    },
    close: () => database.close(),
  };
}

const SNAPSHOT = ['SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', 'START TRANSACTION WITH CONSISTENT SNAPSHOT'];

async function openMysql({ url, connectTimeoutMs }: RawReaderOptions): Promise<RawReader> {
  const connection = createConnection({ uri: url, timezone: 'Z', connectTimeout: connectTimeoutMs, rowsAsArray: true });
  // What goes wrong is told by the query under way; without a listener it would end the process.
  connection.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
  const read: ReadRows = (sql, parameters, onRow) => stream(connection, sql, parameters, onRow);
  const ignore = (): void => undefined;
  return {
    read,
    snapshot: async (work) => {
      for (const sql of SNAPSHOT) await stream(connection, sql, [], ignore);
      try {
        return await work(read);
      } finally {
        await stream(connection, 'COMMIT', [], ignore);
      }
    },
    close: () => connection.destroy(),
  };
}

function stream(
  connection: Connection,
  sql: string,
  parameters: readonly unknown[],
  onRow: OnRow,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: Error | null = null;
    connection
      .query(sql, [...parameters])
      .on('error', (error: Error) => (failed ??= error))
      .on('result', (row: unknown) => {
        // Statements without rows tell their outcome in an object.
        if (failed !== null || !Array.isArray(row)) return;
        try {
          onRow(...(row as never[]));
        } catch (error) {
          failed = error instanceof Error ? error : new Error(String(error));
        }
      })
      .on('end', () => (failed === null ? resolve() : reject(failed)));
  });
}
