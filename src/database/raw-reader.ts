import SqliteDatabase from 'better-sqlite3';
import { createConnection } from 'mysql2';
import { sqlitePath } from './data-source';
import { MysqlNodes } from './mysql-nodes';

/** Calls `onRow` with each row's columns in their order; of what type they are, the caller knows. */
export type ReadRows = (sql: string, parameters: readonly unknown[], onRow: OnRow) => Promise<void>;
type OnRow = (...columns: never[]) => void;

/** A connection of its own that only reads, without the ORM: for what reads millions of rows, or many times a second. */
export interface RawReader {
  /** What is committed now: on a cluster in the whole of it, before the statement began. */
  readonly read: ReadRows;
  /** One committed state of the database, whatever is committed meanwhile. One at a time. */
  snapshot<T>(work: (read: ReadRows) => Promise<T>): Promise<T>;
  /** At once, also where an answer is awaited: that one fails. */
  close(): void;
  /** The same, and where the database has several nodes the next connection goes to another one. */
  giveUp(): void;
}

export interface RawReaderOptions {
  readonly url: string;
  readonly connectTimeoutMs: number;
  /** Where nothing comes for so long nothing will come: what is read fails. */
  readonly silenceMs: number;
}

export function openRawReader(options: RawReaderOptions): Promise<RawReader> {
  const path = sqlitePath(options.url);
  return path === null ? openMysql(options) : Promise.resolve(openSqlite(path));
}

/** Rows between two turns of the event loop. */
const ROWS_OF_A_TURN = 2_000;

function openSqlite(path: string): RawReader {
  const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  let closed = false;
  let reading = false;
  const read: ReadRows = async (sql, parameters, onRow) => {
    if (closed) throw new Error('closed');
    reading = true;
    try {
      let rows = 0;
      const statement = database.prepare(sql).raw();
      for (const row of statement.iterate(...parameters)) {
        onRow(...(row as never[]));
        if (++rows % ROWS_OF_A_TURN === 0) await new Promise(setImmediate);
        // `closed` changes meanwhile.
        if (isClosed()) throw new Error('closed');
      }
    } finally {
      reading = false;
      if (isClosed()) database.close();
    }
  };
  const isClosed = (): boolean => closed;
  const close = (): void => {
    closed = true;
    // A statement that is read holds the database open: it ends with its next row.
    if (!reading) database.close();
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
    close,
    giveUp: close,
  };
}

/** Galera then waits until the node has what the cluster has committed; elsewhere it is unknown, or means nothing. */
const SEE_THE_CLUSTER = 'SET SESSION wsrep_sync_wait = 1';
const ER_UNKNOWN_SYSTEM_VARIABLE = 1193;
const SNAPSHOT = ['SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', 'START TRANSACTION WITH CONSISTENT SNAPSHOT'];
const NO_ROWS = (): void => undefined;

async function openMysql({ url, connectTimeoutMs, silenceMs }: RawReaderOptions): Promise<RawReader> {
  const nodes = MysqlNodes.of(url);
  const node = nodes.inUse;
  const socket = nodes.connect(connectTimeoutMs, silenceMs);
  const connection = createConnection({
    uri: nodes.url,
    stream: () => socket,
    timezone: 'Z',
    connectTimeout: connectTimeoutMs,
    rowsAsArray: true,
  });
  // The driver tells queries that stream nothing of the connection's end.
  let lost: Error | null = null;
  const waiting = new Set<(error: Error) => void>();
  const lose = (error: Error): void => {
    lost ??= error;
    for (const fail of waiting) fail(lost);
    connection.destroy();
    // The driver says goodbye and waits for the other side's.
    socket.destroy();
  };
  connection.on('error', lose);
  socket.on('close', () => lose(new Error('the connection to the database ended')));

  const read: ReadRows = async (sql, parameters, onRow) => {
    if (lost) throw lost;
    await new Promise<void>((resolve, reject) => {
      const end = (error: Error | null): void => {
        waiting.delete(end);
        if (error) reject(error);
        else resolve();
      };
      waiting.add(end);
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
        .on('end', () => end(failed));
    });
  };

  await new Promise<void>((resolve, reject) => {
    waiting.add(reject);
    connection.connect((error) => {
      waiting.delete(reject);
      if (error) reject(error);
      else resolve();
    });
  });
  await read(SEE_THE_CLUSTER, [], NO_ROWS).catch((error: unknown) => {
    if ((error as { errno?: number }).errno !== ER_UNKNOWN_SYSTEM_VARIABLE) throw error;
  });
  return {
    read,
    snapshot: async (work) => {
      for (const sql of SNAPSHOT) await read(sql, [], NO_ROWS);
      const result = await work(read);
      // Where `work` fails whoever asked gives the connection up.
      await read('COMMIT', [], NO_ROWS);
      return result;
    },
    close: () => lose(new Error('closed')),
    giveUp: () => {
      lose(new Error('given up'));
      nodes.leave(node);
    },
  };
}
