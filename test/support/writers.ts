import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FromWriter, WriterReport, WriterTask } from './writer-process';

/** A process that changes an installation at random until it is stopped. */
export class Writers {
  private done = 0;
  private report: WriterReport | null = null;
  private readonly exited: Promise<unknown[]>;

  private constructor(private readonly child: ChildProcess) {
    this.exited = once(child, 'exit');
    child.on('message', (message: FromWriter) => {
      if (message === 'ready') return;
      if ('report' in message) this.report = message.report;
      else this.done = message.done;
    });
  }

  /** Resolves when they have begun. */
  static async start(task: WriterTask): Promise<Writers> {
    const child = fork(join(__dirname, 'writer-process.ts'), {
      execArgv: ['--require', join(__dirname, 'run-typescript.cjs')],
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    });
    const writers = new Writers(child);
    child.send(task);
    const [first] = (await Promise.race([once(child, 'message'), writers.exited])) as [FromWriter | number | null];
    if (first !== 'ready') throw new Error('the writers did not begin');
    return writers;
  }

  /** Resolves when they have made so many changes more. */
  async untilDone(more: number): Promise<void> {
    const goal = this.done + more;
    const ended = this.exited.then(() => Promise.reject(new Error('the writers ended')));
    while (this.done < goal) await Promise.race([once(this.child, 'message'), ended]);
    ended.catch(() => undefined);
  }

  /** What is under way is finished. */
  async stop(): Promise<WriterReport> {
    this.child.send('stop');
    await this.exited;
    if (!this.report) throw new Error('the writers ended without a report');
    return this.report;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
