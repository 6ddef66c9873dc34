import type { DataSource, EntityManager } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseOptions, dataSourceFor, sqlitePath } from './data-source';
import { type Dialect, isTransient, statementLimit } from './dialect';
import { Mutex } from './mutex';

const ATTEMPTS = 6;

/** There is no database to work with; says why. */
class DatabaseUnavailableError extends Error {
  readonly expected = true;
  override readonly name = 'DatabaseUnavailableError';
}

/**
 * The connection to the one database of an installation.
 *
 * On SQLite there are two: one that writes, behind a first-in-first-out mutex, since TypeORM shares one connection
 * between all requests and would nest their transactions; and one that only reads, which WAL lets go on meanwhile.
 */
export class Database {
  private readonly writing = new Mutex();

  private constructor(
    readonly dialect: Dialect,
    /** For the command line's migrations and backups; requests go through `transaction`. */
    readonly writer: DataSource,
    private readonly reader: DataSource,
  ) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const writer = await connect(dataSourceFor(options));
    if (sqlitePath(options.url) !== null) {
      return new Database('sqlite', writer, await connect(dataSourceFor(options, true)));
    }
    if (options.readLimitMs === undefined) return new Database('mysql', writer, writer);
    // A pool of its own: the limit would also end statements that wait for the write lock.
    const reader = await connect(dataSourceFor(options));
    await limitStatements(reader, options.readLimitMs);
    return new Database('mysql', writer, reader);
  }

  /** Reads what is committed; never writes. */
  get read(): EntityManager {
    return this.reader.manager;
  }

  /**
   * One transaction, at READ COMMITTED where the database knows it. The whole of `work` is tried again when the
   * database gave way (deadlock, busy, a cluster's certification), also when it is COMMIT that fails: so `work`
   * keeps nothing outside the transaction.
   */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isTransient(error)) throw error;
        await sleep(Math.random() * 25 * 2 ** attempt);
      }
    }
  }

  private once<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    if (this.dialect === 'mysql') return this.writer.transaction('READ COMMITTED', work);
    return this.writing.run(() => this.writer.transaction(work));
  }

  async close(): Promise<void> {
    // Waits for the write under way.
    await this.writing.run(() => Promise.resolve());
    if (this.reader !== this.writer) await this.reader.destroy();
    await this.writer.destroy();
  }
}

async function connect(source: DataSource): Promise<DataSource> {
  try {
    return await source.initialize();
  } catch (error) {
    // Node tries every address of a name and puts what each said together, without a message of its own.
    const [reason] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
    const said = reason instanceof Error ? reason.message : String(reason);
    throw new DatabaseUnavailableError(`The database of KEYTREE_DATABASE_URL cannot be opened: ${said}`, {
      cause: error,
    });
  }
}

interface Mysql2Pool {
  on(event: 'connection', listener: (connection: { query(sql: string): unknown }) => void): void;
}

/** For the connection that is there since `initialize`, and for each that the pool opens later. */
async function limitStatements(source: DataSource, ms: number): Promise<void> {
  const [row] = await source.query<{ version: string }[]>('SELECT VERSION() AS version');
  const limit = statementLimit(row?.version ?? '', ms);
  const { pool } = source.driver as unknown as { pool: Mysql2Pool };
  pool.on('connection', (connection) => connection.query(limit));
  await source.query(limit);
}
