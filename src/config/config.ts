import { join, resolve } from 'node:path';
import { EnvironmentReader } from './environment-reader';
import { type KnownOperations, type Operations, readManifest } from './operation-manifest';
import { MIN_SECRET_LENGTH, SecretFile } from './secret-file';

export interface Config {
  readonly databaseUrl: string;
  /** Where instances tell each other at once of changes; null: they see them when they poll. */
  readonly redisUrl: string | null;
  /** Where the embedded database and its secret lie. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** The origin at which clients reach the service: the issuer of its tokens. Never taken from a request. */
  readonly publicUrl: string;
  /** Whether somebody said so; else it is by host and port. */
  readonly isPublicUrlGiven: boolean;
  /** The server secret, then those that may still be in use while it changes. */
  readonly secrets: readonly [string, ...string[]];
  /** The secret to come, for `rotate-secret`. */
  readonly nextSecret: string | null;
  /** Where the secret lies; null where it comes from the environment. */
  readonly secretFile: SecretFile | null;
  readonly production: boolean;
  /** Which faces a process serves: GraphQL (admin), verification, or both. */
  readonly role: Role;
  /** Processes that answer requests, behind one port. */
  readonly workers: number;
  /** What may be asked for by its hash, beside the console's; and whether nothing else may be asked for. */
  readonly operations: KnownOperations;
  readonly logLevel: string;
  readonly migrateOnStart: boolean;
  readonly demo: boolean;
  readonly administrator: { readonly name: string; readonly password: string | null };
  /** Addresses and ranges whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly verification: {
    /** Between two looks at the database for changes. */
    readonly pollMs: number;
    /** How long decisions go on from memory when the database cannot be read. */
    readonly maxStaleSeconds: number;
    /** Refusals with KEY_NOT_FOUND in a minute, of one client at one gateway; 0: no limit. */
    readonly unknownKeysPerMinute: number;
  };
  readonly session: {
    readonly accessTokenSeconds: number;
    readonly refreshTokenSeconds: number;
    readonly sessionSeconds: number;
  };
  readonly devices: {
    /** How long a device may wait for its confirmation. */
    readonly deviceCodeSeconds: number;
  };
  readonly tokens: {
    /** The age at which a LOGIN, or the tokens of a device, end however often they were refreshed. */
    readonly familySeconds: number;
    /** How long a key signs before the next one does. */
    readonly signingKeyDays: number;
  };
  /** Host names, addresses and ranges to which webhooks may lead beside the internet. */
  readonly webhookAllowedHosts: readonly string[];
  /** Between two batches of usage, at least. */
  readonly usageFlushSeconds: number;
  /** What is kept no longer is deleted. */
  readonly retention: {
    readonly usageDays: number;
    readonly keyUseDays: number;
    readonly deniedRequestDays: number;
    readonly changes: number;
  };
}

const ROLES = ['all', 'verify', 'admin'] as const;
type Role = (typeof ROLES)[number];
const MOST_WORKERS = 64;

/** Reads and checks the whole environment once. @throws ConfigurationError, which names every fault. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = new EnvironmentReader(environment);
  const dataFolder = resolve(read.text('KEYTREE_DATA', 'data'));
  const databaseUrl = read.databaseUrl('KEYTREE_DATABASE_URL', `sqlite:${join(dataFolder, 'keytree.db')}`);
  const embedded = databaseUrl.startsWith('sqlite:');
  const host = read.text('KEYTREE_HOST', '127.0.0.1');
  const port = read.integer('KEYTREE_PORT', 4000, 0, 65_535);
  const config: Omit<Config, 'secrets' | 'secretFile'> = {
    databaseUrl,
    redisUrl: read.redisUrl('KEYTREE_REDIS_URL'),
    dataFolder,
    host,
    port,
    publicUrl: read.origin('KEYTREE_PUBLIC_URL', localOrigin(host, port)),
    isPublicUrlGiven: read.isSet('KEYTREE_PUBLIC_URL'),
    nextSecret: read.secret('KEYTREE_NEW_SECRET', MIN_SECRET_LENGTH),
    production: read.oneOf('NODE_ENV', ['production', 'development', 'test'], 'development') === 'production',
    role: read.oneOf('KEYTREE_ROLE', ROLES, 'all'),
    workers: read.integer('KEYTREE_WORKERS', 1, 1, MOST_WORKERS),
    operations: readOperations(read),
    logLevel: read.oneOf('KEYTREE_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    migrateOnStart: read.flag('KEYTREE_MIGRATE_ON_START', embedded),
    demo: read.flag('KEYTREE_DEMO', false),
    administrator: {
      name: read.text('KEYTREE_ADMIN_NAME', 'admin'),
      password: read.secret('KEYTREE_ADMIN_PASSWORD', 12),
    },
    trustedProxies: read.ranges('KEYTREE_TRUSTED_PROXIES'),
    verification: {
      pollMs: read.integer('KEYTREE_POLL_MS', 150, 10, 200),
      maxStaleSeconds: read.integer('KEYTREE_MAX_STALE_SECONDS', 300, 1, 86_400),
      unknownKeysPerMinute: read.integer('KEYTREE_UNKNOWN_KEYS_PER_MINUTE', 120, 0, 1_000_000),
    },
    session: {
      accessTokenSeconds: read.integer('KEYTREE_SESSION_ACCESS_SECONDS', 900, 60, 86_400),
      refreshTokenSeconds: read.integer('KEYTREE_SESSION_REFRESH_SECONDS', 43_200, 300, 7_776_000),
      sessionSeconds: read.integer('KEYTREE_SESSION_SECONDS', 2_592_000, 300, 31_536_000),
    },
    devices: { deviceCodeSeconds: read.integer('KEYTREE_DEVICE_CODE_SECONDS', 86_400, 60, 2_592_000) },
    tokens: {
      familySeconds: read.integer('KEYTREE_TOKEN_FAMILY_SECONDS', 31_536_000, 3_600, 315_360_000),
      signingKeyDays: read.integer('KEYTREE_SIGNING_KEY_DAYS', 90, 2, 3_650),
    },
    webhookAllowedHosts: read.targets('KEYTREE_WEBHOOK_ALLOWED_HOSTS'),
    usageFlushSeconds: read.integer('KEYTREE_USAGE_FLUSH_SECONDS', 5, 1, 300),
    retention: {
      usageDays: read.integer('KEYTREE_KEEP_USAGE_DAYS', 400, 1, 3_660),
      keyUseDays: read.integer('KEYTREE_KEEP_KEY_USE_DAYS', 90, 30, 3_660),
      deniedRequestDays: read.integer('KEYTREE_KEEP_DENIED_DAYS', 30, 1, 3_660),
      changes: read.integer('KEYTREE_KEEP_CHANGES', 1_000_000, 1_000, 1_000_000_000),
    },
  };
  if (embedded && config.workers > 1) {
    read.fault('KEYTREE_WORKERS', 'must be 1 with SQLite, which serves one process: take MySQL or MariaDB');
  }
  return { ...config, ...readSecrets(read, config, embedded) };
}

function readOperations(read: EnvironmentReader): KnownOperations {
  const texts = new Map<string, string>();
  const add = (operations: Operations): void => operations.forEach((text, hash) => texts.set(hash, text));
  read.files('KEYTREE_PERSISTED_OPERATIONS', (file) => {
    const manifest = readManifest(file);
    if (manifest.ok) add(manifest.operations);
    return manifest;
  });
  return { texts, only: read.oneOf('KEYTREE_OPERATIONS', ['any', 'persisted'], 'any') === 'persisted' };
}

/** What a client on this machine would take. */
export function localOrigin(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** Last, for it makes a file: nothing is made for a configuration that has faults. */
function readSecrets(
  read: EnvironmentReader,
  { databaseUrl, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  embedded: boolean,
): Pick<Config, 'secrets' | 'secretFile'> {
  const given = read.secret('KEYTREE_SECRET', MIN_SECRET_LENGTH);
  const previous = read.secret('KEYTREE_PREVIOUS_SECRET', MIN_SECRET_LENGTH);
  const further = previous === null ? [] : [previous];
  if (!embedded && !read.isSet('KEYTREE_SECRET')) {
    read.fault(
      'KEYTREE_SECRET',
      `is required with MySQL: at least ${MIN_SECRET_LENGTH} random characters, the same on every instance`,
    );
  }
  read.refuseFaults();
  if (given !== null) return { secrets: [given, ...further], secretFile: null };
  const secretFile = SecretFile.open(dataFolder, databaseUrl.slice('sqlite:'.length));
  return { secrets: [...secretFile.secrets(), ...further], secretFile };
}
