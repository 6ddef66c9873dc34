import type { AddressInfo } from 'node:net';
import { newContext } from './application/context';
import { setUp } from './application/installation/set-up';
import { createFirstAdministrator } from './application/users/create-first-administrator';
import type { Config } from './config/config';
import { newSchema } from './graphql/schema';
import type { Readiness } from './http/health';
import { newLogger } from './logging/logger';
import { newServer } from './http/server';
import { openInstallation } from './installation';

export interface Running {
  /** `http://host:port`, with the port that was free where 0 was asked. */
  readonly url: string;
  /** Resolved when everything is closed. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/** Opens the installation, sets it up where it is new, and listens until SIGTERM or SIGINT. */
export async function serve(config: Config): Promise<Running> {
  const logger = newLogger(config.logLevel);
  const installation = await openInstallation(config, logger);
  const context = newContext(installation.services, { kind: 'COMMAND_LINE' });
  await setUp(context);
  const administrator = await createFirstAdministrator(context, config.administrator);
  const readiness: Readiness = { stopping: false };
  const server = await newServer({
    schema: await newSchema(),
    services: installation.services,
    logger,
    production: config.production,
    trustedProxies: config.trustedProxies,
    readiness,
  });
  await server.listen({ host: config.host, port: config.port });
  const { port } = server.server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  process.stdout.write(welcome(url, administrator));

  // Promise.withResolvers is not in Node 20.
  let resolve!: () => void;
  const stopped = new Promise<void>((done) => (resolve = done));
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    readiness.stopping = true;
    stopping ??= server.close().then(() => installation.close());
    void stopping.then(resolve, resolve);
    return stopping;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  return { url, stopped, stop };
}

function welcome(url: string, made: { name: string; generatedPassword: string | null } | null): string {
  const lines = ['', `  Keytree is ready.`, `  GraphiQL:  ${url}/graphiql`];
  if (made) lines.push(`  Sign in:   name ${made.name}, password ${made.generatedPassword ?? 'as KEYTREE_ADMIN_PASSWORD says'}`);
  if (made && made.generatedPassword !== null) lines.push('             The password is shown this once: keep it, or change it with `changePassword`.');
  return `${lines.join('\n')}\n\n`;
}
