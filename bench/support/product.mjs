// The built product, as the benchmarks reach into it: run `npm run build` first.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Another build than dist/, to compare two of them. */
export const DIST = resolve(ROOT, process.env.BENCH_DIST ?? 'dist');

/** What the command line is started with. */
export const MAIN = join(DIST, 'main.js');

if (!existsSync(MAIN)) {
  console.error('bench: there is no build, run `npm run build` first');
  process.exit(1);
}

// As the image runs it; graphql-js checks more otherwise.
process.env.NODE_ENV ??= 'production';

/** A package as the build itself loads it: of graphql there must be one in a process. */
export const packageOf = createRequire(MAIN);
packageOf('reflect-metadata');

/** A module of the build by its path under src/, without extension. */
export function product(path) {
  return packageOf(join(DIST, `${path}.js`));
}

/** What the environment gives a process of the service, as an installation of its own would have it. */
export function environmentOf(databaseUrl, folder) {
  return {
    PATH: process.env.PATH,
    NODE_ENV: process.env.NODE_ENV,
    KEYTREE_DATA: folder,
    KEYTREE_DATABASE_URL: databaseUrl,
    KEYTREE_SECRET: 'the server secret of a benchmark, long enough',
    KEYTREE_ADMIN_PASSWORD: ADMIN.password,
    KEYTREE_MIGRATE_ON_START: 'true',
    KEYTREE_PORT: '0',
    KEYTREE_PUBLIC_URL: 'http://bench.example',
  };
}

export const ADMIN = { name: 'admin', password: 'correct horse battery' };

/** The installation of the database, which was set up before, opened in this process. */
export async function openAgain(database) {
  const config = product('config/config').loadConfig(environmentOf(database.url, database.folder));
  const installation = await product('installation').openInstallation(
    config,
    product('logging/logger').newLogger('silent'),
  );
  const context = product('application/context').newContext(installation.services, { kind: 'COMMAND_LINE' });
  return { ...installation, context };
}

/** The installation opened in this process and set up, with an administrator. */
export async function openSetUp(database, options = {}) {
  const config = product('config/config').loadConfig({
    ...environmentOf(database.url, database.folder),
    KEYTREE_LOG_LEVEL: 'silent',
  });
  const logger = product('logging/logger').newLogger('silent');
  const installation = await product('installation').openInstallation(config, logger, options);
  const context = product('application/context').newContext(installation.services, { kind: 'COMMAND_LINE' });
  await product('application/installation/set-up').setUp(context);
  await product('application/users/create-administrator').createAdministrator(context, ADMIN);
  return { ...installation, context, logger };
}
