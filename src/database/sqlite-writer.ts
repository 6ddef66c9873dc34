import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { BUSY_TIMEOUT_MS, sqlitePath } from './data-source';
import { Mutex } from './mutex';
import type { Statement, StatementWriter } from './statement';

/** Null for other databases, whose drivers keep the event loop free. */
export function sqliteWriterOf(databaseUrl: string): SqliteWriter | null {
  const path = sqlitePath(databaseUrl);
  return path === null ? null : new SqliteWriter(path);
}

/**
 * A connection to SQLite that only writes, in a thread of its own: SQLite copies what was committed from its log into
 * the file in whichever connection commits next, which takes tens of milliseconds, and on the event loop every request
 * would wait for it. For what may be lost with the last batch in a power cut, and for nothing else.
 */
class SqliteWriter implements StatementWriter {
  readonly dialect = 'sqlite';
  private readonly oneAtATime = new Mutex();
  private thread: Worker | null = null;

  constructor(private readonly path: string) {}

  run(statements: readonly Statement[]): Promise<void> {
    return this.oneAtATime.run(async () => {
      const thread = (this.thread ??= this.start());
      await told(thread, statements);
    });
  }

  private start(): Worker {
    const workerData = { path: this.path, busyTimeoutMs: BUSY_TIMEOUT_MS };
    const thread = new Worker(join(__dirname, 'sqlite-writer-thread.js'), { workerData });
    // Whoever waits is told by `once`; the next statements get a new thread.
    const forget = (): void => {
      if (this.thread === thread) this.thread = null;
    };
    thread.on('error', forget);
    thread.on('exit', forget);
    return thread;
  }

  /** After what was begun. */
  close(): Promise<void> {
    return this.oneAtATime.run(async () => {
      if (this.thread === null) return;
      await told(this.thread, null);
      await this.thread.terminate();
    });
  }
}

/** What is null closes the connection. The thread keeps the process alive while it works, and only then. */
async function told(thread: Worker, statements: readonly Statement[] | null): Promise<void> {
  thread.ref();
  thread.postMessage(statements);
  // `once` fails where the thread does.
  const [reason] = (await once(thread, 'message').finally(() => thread.unref())) as [string | null];
  if (reason !== null) throw new Error(reason);
}
