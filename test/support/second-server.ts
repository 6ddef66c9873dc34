import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RacingInput, RacingUseCase } from './racing-use-cases';
import type { FromServer, ToServer } from './second-server-process';

/**
 * Another Keytree on the same database, in a process of its own: SQLite's driver waits for the write lock without
 * giving way to the rest of its process, so two of them in one process would wait for each other.
 */
export class SecondServer {
  private readonly waiting = new Map<number, { done: (outcome: string) => void; failed: (error: Error) => void }>();
  private calls = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (message: FromServer) => {
      const call = this.waiting.get(message.call);
      this.waiting.delete(message.call);
      if (message.outcome === undefined) call?.failed(new Error(`The second server failed: ${message.failure ?? ''}`));
      else call?.done(message.outcome);
    });
    child.on('exit', (code) => {
      for (const { failed } of this.waiting.values()) failed(new Error(`The second server ended: ${String(code)}`));
    });
  }

  static async start(databaseUrl: string, secret: string): Promise<SecondServer> {
    const server = new SecondServer(fork(join(__dirname, 'start-second-server.cjs')));
    await server.send({ databaseUrl, secret }, 0);
    return server;
  }

  /** As the command line there. Answers `DONE` or the code of the refusal. */
  call<U extends RacingUseCase>(useCase: U, input: RacingInput<U>): Promise<string> {
    const call = ++this.calls;
    return this.send({ call, useCase, input }, call);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }

  private send(message: ToServer, call: number): Promise<string> {
    return new Promise((done, failed) => {
      this.waiting.set(call, { done, failed });
      this.child.send(message);
    });
  }
}
