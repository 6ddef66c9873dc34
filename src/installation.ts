import type { Logger } from 'pino';
import type { Config } from './config/config';
import { openSecrets } from './application/installation/open-secrets';
import type { Services } from './application/services';
import { PasswordHasher } from './application/users/password-hasher';
import { Database } from './database/database';
import { migrate, schemaState } from './database/migrate';

/** The database's schema is not the one that this Keytree knows; says what to run. */
export class SchemaError extends Error {}

export interface Installation {
  readonly services: Services;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly now?: () => Date;
  readonly onStatement?: (sql: string) => void;
}

/** Opens the database of the configuration, refusing a schema that is not this version's, and its data keys. */
export async function openInstallation(config: Config, logger: Logger, options: OpenOptions = {}): Promise<Installation> {
  const database = await Database.open({ url: config.databaseUrl, onStatement: options.onStatement });
  try {
    await requireSchema(database, config, logger);
    const secrets = await openSecrets(
      database,
      [config.secret, config.previousSecret].filter((secret) => secret !== null),
    );
    const services: Services = {
      database,
      secrets,
      passwords: new PasswordHasher(),
      settings: config.session,
      now: options.now ?? (() => new Date()),
    };
    return { services, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function requireSchema(database: Database, config: Config, logger: Logger): Promise<void> {
  const state = await schemaState(database.writer);
  if (state.unknown.length > 0) {
    throw new SchemaError(
      `The database was migrated by a newer Keytree (${state.unknown.join(', ')}): start that version, or restore a backup from before.`,
    );
  }
  if (state.pending.length === 0) return;
  if (!config.migrateOnStart) {
    throw new SchemaError(
      `The database lacks the migrations ${state.pending.join(', ')}: run \`npm run keytree -- migrate\` (or set KEYTREE_MIGRATE_ON_START=true).`,
    );
  }
  const done = await migrate(database.writer);
  logger.info({ migrations: done }, 'the database was migrated');
}
