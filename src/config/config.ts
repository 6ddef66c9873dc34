import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { ConfigurationError, EnvironmentReader } from './environment-reader';

export interface Config {
  readonly databaseUrl: string;
  /** Where the embedded database and its secret lie. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly secret: string;
  /** The secret before the last rotation, while instances change over. */
  readonly previousSecret: string | null;
  /** The secret to come, for `rotate-secret`. */
  readonly nextSecret: string | null;
  /** Writes a new secret to the data folder where that is where the secret came from; whether it did. */
  readonly keepSecret: (next: string) => boolean;
  readonly production: boolean;
  readonly logLevel: string;
  readonly migrateOnStart: boolean;
  readonly demo: boolean;
  readonly administrator: { readonly name: string; readonly password: string | null };
  /** Addresses and ranges whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly session: {
    readonly accessTokenSeconds: number;
    readonly refreshTokenSeconds: number;
    readonly sessionSeconds: number;
  };
}

const MIN_SECRET_LENGTH = 32;

/** Reads and checks the whole environment once; every fault is named at once. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = new EnvironmentReader(environment);
  const dataFolder = resolve(read.text('KEYTREE_DATA', 'data'));
  const databaseUrl = read.databaseUrl('KEYTREE_DATABASE_URL', `sqlite:${join(dataFolder, 'keytree.db')}`);
  const embedded = databaseUrl.startsWith('sqlite:');
  const config: Omit<Config, 'secret' | 'keepSecret'> = {
    databaseUrl,
    dataFolder,
    host: read.text('KEYTREE_HOST', '127.0.0.1'),
    port: read.integer('KEYTREE_PORT', 4000, 0, 65_535),
    previousSecret: read.secret('KEYTREE_PREVIOUS_SECRET', MIN_SECRET_LENGTH),
    nextSecret: read.secret('KEYTREE_NEW_SECRET', MIN_SECRET_LENGTH),
    production: read.oneOf('NODE_ENV', ['production', 'development', 'test'], 'development') === 'production',
    logLevel: read.oneOf('KEYTREE_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    migrateOnStart: read.flag('KEYTREE_MIGRATE_ON_START', embedded),
    demo: read.flag('KEYTREE_DEMO', false),
    administrator: {
      name: read.text('KEYTREE_ADMIN_NAME', 'admin'),
      password: read.secret('KEYTREE_ADMIN_PASSWORD', 12),
    },
    trustedProxies: read.ranges('KEYTREE_TRUSTED_PROXIES'),
    session: {
      accessTokenSeconds: read.integer('KEYTREE_SESSION_ACCESS_SECONDS', 900, 60, 86_400),
      refreshTokenSeconds: read.integer('KEYTREE_SESSION_REFRESH_SECONDS', 43_200, 300, 7_776_000),
      sessionSeconds: read.integer('KEYTREE_SESSION_SECONDS', 2_592_000, 300, 31_536_000),
    },
  };
  const given = read.secret('KEYTREE_SECRET', MIN_SECRET_LENGTH);
  if (given === null && !embedded && environment.KEYTREE_SECRET === undefined) {
    read.fault('KEYTREE_SECRET', `is required with MySQL: at least ${MIN_SECRET_LENGTH} random characters, the same on every instance`);
  }
  read.refuseFaults();
  if (given !== null) return { ...config, secret: given, keepSecret: () => false };
  return {
    ...config,
    secret: secretOfDataFolder(dataFolder),
    keepSecret: (next) => {
      replaceSecret(secretFile(dataFolder), next);
      return true;
    },
  };
}

function secretFile(dataFolder: string): string {
  return join(dataFolder, 'secret');
}

/** The embedded database's own secret, made at the first start and readable by its owner alone. */
function secretOfDataFolder(dataFolder: string): string {
  const file = secretFile(dataFolder);
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeNewSecret(file);
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new ConfigurationError([`${file} holds no secret of at least ${MIN_SECRET_LENGTH} characters: restore it from your backup`]);
  }
  return secret;
}

function writeNewSecret(file: string): void {
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process was first: its secret is the one.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** The old one is kept beside it: a backup from before the rotation needs it. */
function replaceSecret(file: string, next: string): void {
  writeFileSync(`${file}.new`, `${next}\n`, { mode: 0o600 });
  renameSync(file, `${file}.previous`);
  renameSync(`${file}.new`, file);
}
