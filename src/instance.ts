import type { Logger } from 'pino';
import type { Services } from './application/services';
import { DeliveryJob } from './application/notifications/delivery-job';
import { TimeEventJob } from './application/notifications/time-event-job';
import { RetentionJob } from './application/retention/retention-job';
import { SigningKeyJob } from './application/tokens/signing-key-job';
import { UsageTables } from './application/usage/write-usage';
import type { Config } from './config/config';
import { sqliteWriterOf } from './database/sqlite-writer';
import type { RecordsHealth } from './http/records-health';
import type { Installation } from './installation';
import { recordsOf, startNudges, startRecords } from './records';
import type { Verification } from './verification/start-verification';
import { UsageRecorder } from './verification/usage/usage-recorder';
import { UsageWriter } from './verification/usage/usage-writer';

/** What one process runs on an installation. */
export interface Instance {
  readonly services: Services;
  readonly verification: Verification;
  readonly health: RecordsHealth;
  /** Writes what is still to be written; the installation stays open. */
  close(): Promise<void>;
}

/** Loads the records and starts what works beside the requests. */
export async function startInstance(
  config: Config,
  installation: Installation,
  logger: Logger,
  isStopping: () => boolean,
): Promise<Instance> {
  const recorder = new UsageRecorder();
  const verification = await startRecords(config, installation.services, logger, recorder, isStopping);
  const nudges = startNudges(config, installation.services, verification, logger);
  // What only answers gateways leaves webhooks to the others.
  const deliveries = config.role === 'verify' ? null : new DeliveryJob(installation.services, logger);
  const services: Services = {
    ...installation.services,
    records: recordsOf(verification, nudges),
    ...(deliveries ? { outbox: deliveries } : {}),
  };
  const timeEvents = deliveries && new TimeEventJob(services, logger);
  const thread = sqliteWriterOf(config.databaseUrl);
  const store = new UsageTables(thread ?? services.database, services.now);
  const writer = new UsageWriter({ recorder, store, intervalMs: config.usageFlushSeconds * 1000, log: logger });
  const retention = new RetentionJob(services, config.retention, logger);
  writer.start();
  retention.start();
  const signingKeys = new SigningKeyJob(services, logger);
  signingKeys.start();
  deliveries?.start();
  timeEvents?.start();
  const { follower } = verification;
  return {
    services,
    verification,
    health: {
      isFresh: () => follower.fresh !== null,
      ageSeconds: () => follower.ageSeconds,
      seq: () => follower.seq,
      decisions: recorder.decisions,
      unrecorded: () => recorder.unrecorded,
    },
    close: async () => {
      nudges?.close();
      await timeEvents?.close();
      await deliveries?.close();
      await retention.close();
      await signingKeys.close();
      await verification.close();
      await writer.close();
      await thread?.close();
    },
  };
}
