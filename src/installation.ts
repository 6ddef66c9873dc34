import type { Logger } from 'pino';
import type { Config } from './config/config';
import { openSecrets } from './application/installation/open-secrets';
import { settleRotation } from './application/installation/rotate-secret';
import type { Secrets, Services } from './application/services';
import { PasswordHasher } from './application/users/password-hasher';
import { Database } from './database/database';
import { allowedTargets } from './domain/network/allowed-targets';
import { SchemaError, migrate, requireNoUnknown, schemaState } from './database/migrate';

export interface Installation {
  readonly services: Services;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly now?: () => Date;
  readonly onStatement?: (sql: string) => void;
  /** How long a statement may read, where the database knows such a limit. */
  readonly readLimitMs?: number;
}

/** Opens the database of the configuration, refusing a schema that is not this version's, and its data keys. */
export async function openInstallation(
  config: Config,
  logger: Logger,
  { now = () => new Date(), onStatement, readLimitMs }: OpenOptions = {},
): Promise<Installation> {
  const database = await Database.open({ url: config.databaseUrl, onStatement, readLimitMs });
  try {
    await requireSchema(database, config, logger);
    const secrets = await openWithSecrets(database, config, logger);
    const services: Services = {
      database,
      secrets,
      passwords: new PasswordHasher(),
      settings: config.session,
      tokenSettings: { issuer: config.publicUrl, ...config.tokens, ...config.devices },
      webhookTargets: allowedTargets(config.webhookAllowedHosts),
      now,
    };
    return { services, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function requireSchema(database: Database, config: Config, logger: Logger): Promise<void> {
  const state = await schemaState(database.writer);
  requireNoUnknown(state);
  if (state.pending.length === 0) return;
  if (!config.migrateOnStart) {
    throw new SchemaError(
      `The database lacks the migrations ${state.pending.join(', ')}: run \`node bin/keytree.js migrate\` (or set KEYTREE_MIGRATE_ON_START=true).`,
    );
  }
  // On a connection of its own: a step may be silent for longer than requests may.
  const migrating = await Database.open({ url: config.databaseUrl });
  const done = await migrate(migrating.writer).finally(() => migrating.close());
  logger.info({ migrations: done }, 'the database was migrated');
}

/** Also finishes a rotation of the data folder's secret that was cut off. */
async function openWithSecrets(
  database: Database,
  { secrets: [current, ...others], secretFile }: Config,
  logger: Logger,
): Promise<Secrets> {
  const { secrets, opening } = await openSecrets(database, [current, ...others]);
  if (opening !== current) {
    logger.warn('the database was opened by another secret than the current one: the next or the previous');
    if (secretFile) await settleRotation(database, () => secretFile.settle(opening));
  }
  return secrets;
}
