import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { newContext, type Context } from '../../src/application/context';
import { setUp } from '../../src/application/installation/set-up';
import type { Services } from '../../src/application/services';
import { Throttle } from '../../src/application/attempts/throttle';
import { rotateSigningKeys } from '../../src/application/tokens/signing-keys';
import { createAdministrator } from '../../src/application/users/create-administrator';
import type { Config } from '../../src/config/config';
import { newSchema } from '../../src/graphql/schema';
import { newServer } from '../../src/http/server';
import { openInstallation } from '../../src/installation';
import { newLogger } from '../../src/logging/logger';
import { recordsOf, startRecords } from '../../src/records';
import type { Recorder } from '../../src/verification/recorder';
import type { Verification } from '../../src/verification/start-verification';
import { requireNoSecrets } from './require-no-secrets';
import { createTestDatabase, type TestDatabase } from './test-database';

export const ADMIN = { name: 'admin', password: 'correct horse battery' };

export interface TestInstallation {
  readonly database: TestDatabase;
  readonly server: FastifyInstance;
  readonly services: Services;
  /** As the command line: to arrange what a test needs. */
  readonly commandLine: Context;
  /** Public id of the root account. */
  readonly rootId: string;
  /** Statements of the service so far, for tests that count them. */
  readonly statements: string[];
  /** What keeps the records of decisions in memory; null where no recorder was given. */
  readonly verification: Verification | null;
  /** Sets what the service takes for now; null: the machine's clock. */
  setClock(now: Date | null): void;
  close(): Promise<void>;
}

export interface TestOptions extends Partial<Config> {
  /** Keeps the records of decisions in memory, as `serve` does, and tells this of every decision. */
  readonly recorder?: Recorder;
}

/**
 * A set-up installation on an empty database of the kind under test, with the administrator `ADMIN`, served without a port.
 *
 * @param throttle by default attempts that must wait do so at once; a test of what they wait gives its own
 */
export async function startTestInstallation(
  { recorder, ...options }: TestOptions = {},
  throttle = new Throttle(() => Promise.resolve()),
): Promise<TestInstallation> {
  const database = await createTestDatabase();
  const statements: string[] = [];
  let clock: Date | null = null;
  const logger = newLogger('silent');
  const config = { ...testConfig(database.url), ...options };
  const installation = await openInstallation(config, logger, {
    now: () => clock ?? new Date(),
    onStatement: (sql) => statements.push(sql),
  });
  const withoutRecords: Services = { ...installation.services, throttle };
  const beginning = newContext(withoutRecords, { kind: 'COMMAND_LINE' });
  const { root } = await setUp(beginning);
  await createAdministrator(beginning, ADMIN);
  await rotateSigningKeys(beginning);
  const verification = recorder ? await startRecords(config, withoutRecords, logger, recorder, () => false) : null;
  const services = verification ? { ...withoutRecords, records: recordsOf(verification, null) } : withoutRecords;
  const commandLine = newContext(services, { kind: 'COMMAND_LINE' });
  const server = await newServer({
    schema: await newSchema(),
    services,
    logger,
    production: options.production ?? false,
    trustedProxies: options.trustedProxies ?? [],
    readiness: { stopping: false },
    operations: config.operations,
  });
  await server.ready();
  return {
    database,
    server,
    services,
    commandLine,
    rootId: `acc_${root.id}`,
    statements,
    verification,
    setClock: (now) => {
      clock = now;
    },
    close: async () => {
      await server.close();
      await verification?.close();
      // Every suite leaves a database behind: none of them may hold a secret that opens anything.
      await requireNoSecrets(services.database.writer).finally(() => installation.close());
      await database.drop();
    },
  };
}

export function testConfig(databaseUrl: string): Config {
  return {
    databaseUrl,
    redisUrl: null,
    dataFolder: '',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://keytree.test',
    isPublicUrlGiven: true,
    secrets: [randomBytes(32).toString('hex')],
    nextSecret: null,
    secretFile: null,
    production: false,
    role: 'all',
    workers: 1,
    operations: { texts: new Map(), only: false },
    logLevel: 'silent',
    migrateOnStart: true,
    demo: false,
    administrator: { name: 'admin', password: null },
    trustedProxies: [],
    verification: { pollMs: 50, maxStaleSeconds: 300, unknownKeysPerMinute: 0 },
    session: { accessTokenSeconds: 900, refreshTokenSeconds: 43_200, sessionSeconds: 2_592_000 },
    devices: { deviceCodeSeconds: 86_400 },
    tokens: { familySeconds: 31_536_000, signingKeyDays: 90 },
    webhookAllowedHosts: [],
    usageFlushSeconds: 5,
    retention: { usageDays: 400, keyUseDays: 90, deniedRequestDays: 30, changes: 1_000_000 },
  };
}
