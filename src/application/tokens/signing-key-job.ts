import { setTimeout as sleep } from 'node:timers/promises';
import { newContext } from '../context';
import type { Services } from '../services';
import { rotateSigningKeys } from './signing-keys';

const INTERVAL_MS = 3_600_000;

interface SigningKeyLog {
  warn(fields: object, message: string): void;
}

/** Looks every hour whether the keys that sign tokens are due to change. Every instance may: one does it. */
export class SigningKeyJob {
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly services: Services,
    private readonly log: SigningKeyLog,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stop;
    for (;;) {
      await sleep(INTERVAL_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await rotateSigningKeys(newContext(this.services, { kind: 'COMMAND_LINE' }));
      } catch (error) {
        this.log.warn({ err: error }, 'the keys that sign tokens could not be looked after; tried again in an hour');
      }
    }
  }
}
