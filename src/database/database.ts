import type { DataSource, EntityManager } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseOptions, dataSourceFor, sqlitePath } from './data-source';
import { type Dialect, isConnectionLost, isNotReady, isTransient, statementLimit } from './dialect';
import { Mutex } from './mutex';
import { MysqlNodes } from './mysql-nodes';
import type { Statement, StatementWriter } from './statement';
import { OutcomeUnknownError, transactionOnMysql } from './mysql-transaction';

/**
 * Where writers on several nodes of a cluster want the write lock most attempts fail, and a count of them would soon be
 * reached by one that has bad luck. Another node is found in that time too.
 */
const TRY_FOR_MS = 15_000;
const LONGEST_PAUSE_MS = 250;
/** Who asked has gone by then. */
const FIND_OUT_LIMIT_MS = 60_000;
/** For whatever the limit of statements did not end. */
const READ_GRACE_MS = 5_000;
/** More than MySQL lets a statement wait for a lock. */
const WRITE_SILENCE_MS = 60_000;

/** There is no database to work with; says why. */
class DatabaseUnavailableError extends Error {
  readonly expected = true;
  override readonly name = 'DatabaseUnavailableError';
}

type Work<T> = (manager: EntityManager) => Promise<T>;

/**
 * The connection to the one database of an installation.
 *
 * On SQLite there are two: one that writes, behind a first-in-first-out mutex, since TypeORM shares one connection
 * between all requests and would nest their transactions; and one that only reads, which WAL lets go on meanwhile.
 */
export class Database implements StatementWriter {
  private readonly writing = new Mutex();

  private constructor(
    readonly dialect: Dialect,
    /** For the command line's migrations and backups; requests go through `transaction`. */
    readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly nodes: MysqlNodes | null,
  ) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    if (sqlitePath(options.url) !== null) {
      const writer = await connect(options);
      return new Database('sqlite', writer, await connect(options, { readOnly: true }), null);
    }
    const nodes = MysqlNodes.of(options.url);
    const { readLimitMs } = options;
    if (readLimitMs === undefined) {
      const writer = await connect(options, { attempts: nodes.size });
      return new Database('mysql', writer, writer, nodes);
    }
    // Two pools: the limit of reading would also end statements that wait for the write lock.
    const writer = await connect({ ...options, silenceMs: WRITE_SILENCE_MS }, { attempts: nodes.size });
    const reader = await connect({ ...options, silenceMs: readLimitMs + READ_GRACE_MS }, { attempts: nodes.size });
    await limitStatements(reader, readLimitMs);
    return new Database('mysql', writer, reader, nodes);
  }

  /** Reads what is committed; never writes. */
  get read(): EntityManager {
    return this.reader.manager;
  }

  /**
   * One transaction, at READ COMMITTED where the database knows it. The whole of `work` is tried again when the
   * database gave way (deadlock, busy, a cluster's certification) or the connection was lost, also when it is COMMIT
   * that fails: so `work` keeps nothing outside the transaction.
   *
   * @param wasCommitted finds out, in a transaction after it, what became of one whose COMMIT got no answer: nothing
   *   of it may come to be once that has looked. Without it this is an error
   */
  async transaction<T>(
    work: Work<T>,
    wasCommitted?: (manager: EntityManager, result: T) => Promise<boolean>,
  ): Promise<T> {
    const began = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (error instanceof OutcomeUnknownError) {
          const result = error.result as T;
          if (!wasCommitted) throw error;
          if (await this.findOut((manager) => wasCommitted(manager, result))) return result;
        } else if (!isPassing(error)) throw error;
        if (performance.now() - began > TRY_FOR_MS) throw error;
        await pauseAfter(attempt);
      }
    }
  }

  run(statements: readonly Statement[]): Promise<void> {
    return this.transaction(async (manager) => {
      for (const { sql, parameters } of statements) await manager.query(sql, [...parameters]);
    });
  }

  /** Asks until it is known. What it reads counts only once it is committed: before, on a cluster, it may be old. */
  private async findOut(look: Work<boolean>): Promise<boolean> {
    const began = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(look);
      } catch (error) {
        const isLate = performance.now() - began > FIND_OUT_LIMIT_MS;
        if (isLate || !(error instanceof OutcomeUnknownError || isPassing(error))) throw error;
        await pauseAfter(attempt);
      }
    }
  }

  private async once<T>(work: Work<T>): Promise<T> {
    if (this.nodes === null) return this.writing.run(() => this.writer.transaction(work));
    const node = this.nodes.inUse;
    try {
      return await transactionOnMysql(this.writer, work);
    } catch (error) {
      if (isNotReady(error)) this.nodes.leave(node);
      throw error;
    }
  }

  async close(): Promise<void> {
    // Waits for the write under way.
    await this.writing.run(() => Promise.resolve());
    if (this.reader !== this.writer) await this.reader.destroy();
    await this.writer.destroy();
  }
}

function isPassing(error: unknown): boolean {
  return isTransient(error) || isConnectionLost(error) || isNotReady(error);
}

function pauseAfter(attempt: number): Promise<void> {
  return sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** attempt));
}

/** @param attempts one for each node that may answer */
async function connect(options: DatabaseOptions, { readOnly = false, attempts = 1 } = {}): Promise<DataSource> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSourceFor(options, readOnly).initialize();
    } catch (error) {
      if (attempt >= attempts) throw unavailable(error);
    }
  }
}

function unavailable(error: unknown): DatabaseUnavailableError {
  // Node tries every address of a name and puts what each said together, without a message of its own.
  const [reason] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const said = reason instanceof Error ? reason.message : String(reason);
  return new DatabaseUnavailableError(`The database of KEYTREE_DATABASE_URL cannot be opened: ${said}`, {
    cause: error,
  });
}

interface Mysql2Connection {
  query(sql: string, done: (error: unknown) => void): unknown;
  destroy(): void;
}

interface Mysql2Pool {
  on(event: 'connection', listener: (connection: Mysql2Connection) => void): void;
}

/** For the connection that is there since `initialize`, and for each that the pool opens later. */
async function limitStatements(source: DataSource, ms: number): Promise<void> {
  const [row] = await source.query<{ version: string }[]>('SELECT VERSION() AS version');
  const limit = statementLimit(row?.version ?? '', ms);
  const { pool } = source.driver as unknown as { pool: Mysql2Pool };
  pool.on('connection', (connection) => {
    connection.query(limit, (error) => {
      if (error) connection.destroy();
    });
  });
  await source.query(limit);
}
