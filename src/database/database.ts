import type { DataSource, EntityManager } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseOptions, dataSourceFor, sqlitePath } from './data-source';
import { type Dialect, isTransient } from './dialect';
import { Mutex } from './mutex';

const ATTEMPTS = 6;

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
    const writer = await dataSourceFor(options).initialize();
    if (sqlitePath(options.url) === null) return new Database('mysql', writer, writer);
    const reader = await dataSourceFor(options, true).initialize();
    return new Database('sqlite', writer, reader);
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
