import cluster from 'node:cluster';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { newContext, type Context } from './application/context';
import { type DemoUser, makeDemo } from './application/demo/make-demo';
import { setUp } from './application/installation/set-up';
import { rotateSigningKeys } from './application/tokens/signing-keys';
import { createFirstAdministrator } from './application/users/create-first-administrator';
import { type Config, localOrigin } from './config/config';
import { withConsoleOperations } from './config/operation-manifest';
import { newSchema } from './graphql/schema';
import { closeInTime } from './http/close-in-time';
import type { Readiness } from './http/health';
import { QUERY_LIMIT_MS } from './http/query-deadline';
import { newServer } from './http/server';
import { type Installation, openInstallation } from './installation';
import { startInstance } from './instance';
import { newLogger } from './logging/logger';
import { Workers } from './serve-workers';
import { isWorker, leavePrimary, onPrimary, tellPrimary } from './worker-messages';
import { metricsOfWorkers } from './workers-metrics';

export interface Running {
  /** Resolves when everything is closed. */
  readonly stopped: Promise<void>;
}

/** The address cannot be listened on; says why. */
class ListenError extends Error {
  readonly expected = true;
  override readonly name = 'ListenError';
}

/** Opens the installation, sets it up where it is new, and listens until SIGTERM or SIGINT. */
export async function serve(given: Config): Promise<Running> {
  const config = given.role === 'verify' ? given : { ...given, operations: withConsoleOperations(given.operations) };
  const logger = newLogger(config.logLevel);
  const serving = config.workers === 1 || isWorker();
  const installation = await openInstallation(config, logger, { readLimitMs: QUERY_LIMIT_MS });
  try {
    if (!isWorker()) await makeWhatIsMissing(newContext(installation.services, { kind: 'COMMAND_LINE' }), config);
    if (serving) return await listen(config, logger, installation);
  } catch (error) {
    await installation.close();
    leavePrimary();
    throw error;
  }
  await installation.close();
  const { url, workers } = await Workers.start(config.workers, logger);
  if (url !== null) process.stdout.write(readyHelp(url, config.role));
  return workers;
}

async function makeWhatIsMissing(context: Context, config: Config): Promise<void> {
  await setUp(context);
  await rotateSigningKeys(context);
  const administrator = await createFirstAdministrator(context, config.administrator);
  // At once: were it shown later, a fault in between would leave an administrator whose password nobody knows.
  if (administrator) process.stdout.write(signInHelp(administrator));
  if (config.demo) process.stdout.write(demoHelp(await makeDemo(context)));
}

async function listen(config: Config, logger: Logger, installation: Installation): Promise<Running> {
  const readiness: Readiness = { stopping: false };
  const instance = await startInstance(config, installation, logger, () => readiness.stopping);
  try {
    const server = await newServer({
      schema: config.role === 'verify' ? null : await newSchema(),
      services: instance.services,
      logger,
      production: config.production,
      trustedProxies: config.trustedProxies,
      readiness,
      operations: config.operations,
      records: instance.health,
      metricsOfAll: isWorker() ? metricsOfWorkers : undefined,
      firstLook:
        config.role === 'admin' ? undefined : (request, response) => instance.verification.handle(request, response),
    });
    await server.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
      throw new ListenError(`Cannot listen on ${config.host}, port ${config.port}: ${(error as Error).message}`);
    });
    const stopped = stopWhenTold(server, readiness, logger, () => instance.close().finally(() => installation.close()));
    const url = urlOf(server, config.host);
    if (isWorker()) tellPrimary({ keytree: 'ready', url });
    else process.stdout.write(readyHelp(url, config.role));
    if (config.production && !config.isPublicUrlGiven && config.role !== 'verify') {
      logger.warn({ issuer: config.publicUrl }, 'tokens name this machine as their issuer: set KEYTREE_PUBLIC_URL');
    }
    return { stopped };
  } catch (error) {
    await instance.close();
    throw error;
  }
}

function readyHelp(url: string, role: Config['role']): string {
  const lines = ['', '  Keytree is ready.'];
  if (role !== 'verify') lines.push(`  Console:   ${url}/`, `  GraphiQL:  ${url}/graphiql`);
  if (role !== 'admin') lines.push(`  Gateways:  ${url}/v1/verify`);
  return `${lines.join('\n')}\n\n`;
}

/** Requests under way finish, new ones are refused, then the database closes. */
async function stopWhenTold(
  server: FastifyInstance,
  readiness: Readiness,
  logger: Logger,
  closeAll: () => Promise<void>,
): Promise<void> {
  const by = await (isWorker() ? toldByPrimary() : toldBySignal());
  readiness.stopping = true;
  logger.info(by, 'stopping');
  await closeInTime(server).finally(closeAll);
  // Everything is closed: node ends a worker that disconnects, with 0.
  if (isWorker()) process.disconnect();
}

/** A second signal ends it at once. */
function toldBySignal(): Promise<{ signal: string }> {
  return new Promise((resolve) => {
    const signals = ['SIGTERM', 'SIGINT'] as const;
    const stop = (signal: string): void => {
      for (const one of signals) process.removeListener(one, stop);
      resolve({ signal });
    };
    for (const one of signals) process.on(one, stop);
  });
}

/** Terminals and service managers send their signals to all processes of a group; the primary decides. */
function toldByPrimary(): Promise<{ worker: number | undefined }> {
  return new Promise((resolve) => {
    const stop = (): void => resolve({ worker: cluster.worker?.id });
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', stop);
    onPrimary(({ keytree }) => {
      if (keytree === 'stop') stop();
    });
  });
}

/** With the port that was free where 0 was asked, and a host that a browser can go to. */
function urlOf(server: FastifyInstance, host: string): string {
  const { port } = server.server.address() as AddressInfo;
  return localOrigin(host, port);
}

function signInHelp({ name, generatedPassword }: { name: string; generatedPassword: string | null }): string {
  const lines = ['', '  An administrator was made: sign in with', `  Name:      ${name}`];
  if (generatedPassword === null) lines.push('  Password:  as KEYTREE_ADMIN_PASSWORD says');
  else
    lines.push(
      `  Password:  ${generatedPassword}`,
      '  It is shown this once: keep it, or change it with `changePassword`.',
    );
  return `${lines.join('\n')}\n`;
}

function demoHelp(users: readonly DemoUser[]): string {
  if (users.length === 0) return '';
  const lines = users.map(({ account, name, password }) => `  ${name} of account ${account}, password ${password}`);
  return `\n  The demonstration tree was made, with users who sign in with their account's externalId:\n${lines.join('\n')}\n`;
}
