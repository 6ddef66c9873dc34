import { newContext } from '../context';
import { PeriodicJob, type PeriodicJobOptions } from '../periodic-job';
import type { Services } from '../services';
import { rotateSigningKeys } from './signing-keys';

const INTERVAL_MS = 3_600_000;

/** Looks every hour whether the keys that sign tokens are due to change. Every instance may: one does it. */
export class SigningKeyJob extends PeriodicJob {
  constructor(
    private readonly services: Services,
    log: PeriodicJobOptions['log'],
  ) {
    super({
      intervalMs: INTERVAL_MS,
      // They were looked after before anything was served.
      beginsAtOnce: false,
      log,
      failed: 'the keys that sign tokens could not be looked after; tried again in an hour',
    });
  }

  protected async work(): Promise<void> {
    await rotateSigningKeys(newContext(this.services, { kind: 'COMMAND_LINE' }));
  }
}
