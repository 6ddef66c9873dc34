// Verification beside better-auth's API key plugin: same machine, same number of keys, an SQLite file each.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onEachDatabase } from './support/databases.mjs';
import { line, median, ratio, spread, title } from './support/figures.mjs';
import { fillRecords } from './support/fill-records.mjs';
import { MAIN, ROOT, environmentOf } from './support/product.mjs';
import { run, startServer } from './support/processes.mjs';
import { answerOf, requestsOf, shoot, writeBodies } from './support/verify-load.mjs';

const PACKAGES = ['better-auth@1.7.25', '@better-auth/api-key@1.7.5'];
const SIZE = { accounts: 10_000, keys: 100_000 };
const ROUNDS = 5;
const SECONDS = 4;
const SERVER = fileURLToPath(new URL('side-by-side.better-auth.mjs', import.meta.url));
const WAYS = { asShipped: 'shipped', fastest: 'fastest' };

title(`Keytree beside ${PACKAGES.join(' and ')}, ${SIZE.keys} keys, SQLite`);
await onEachDatabase(measure, ['sqlite']);

async function measure(database) {
  if (!(await install(database.folder))) {
    console.log('Not measured: its packages could not be installed.\n');
    return;
  }
  const { records, credential } = await fillRecords(database, SIZE);
  const environment = { ...environmentOf(database.url, database.folder), KEYTREE_LOG_LEVEL: 'warn' };
  const loads = {
    keytree: await load(database, 'keytree', requestsOf('hits', records, 50_000), credential),
    betterAuth: await load(database, 'better-auth', valuesOf(SIZE.keys), 'none'),
  };
  const servers = { keytree: await startServer([MAIN, 'serve'], environment, '/readyz') };
  try {
    const script = join(database.folder, 'better-auth.mjs');
    await copyFile(SERVER, script);
    const withProject = { ...environment, BENCH_PROJECT: join(ROOT, 'package.json') };
    for (const [name, way] of Object.entries(WAYS)) {
      const path = join(database.folder, `${way}.db`);
      await run([script, 'fill', path, String(SIZE.keys)], withProject);
      servers[name] = await startServer([script, way, path], withProject, '/');
    }
    await requireValid(servers, loads);
    const rounds = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [name, { url }] of Object.entries(servers)) {
        const shot = await shoot(`${url}/v1/verify`, name === 'keytree' ? loads.keytree : loads.betterAuth);
        // The first warms up.
        if (round > 0) rounds[name].push(shot.perSecond);
      }
    }
    report(rounds);
  } finally {
    for (const server of Object.values(servers)) await server.stop();
  }
}

/** Outside the project: it is no dependency. */
async function install(folder) {
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const words = ['install', ...PACKAGES, '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = spawn('npm', words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(npm, 'close');
  return code === 0;
}

/** In an order of their own, so that its limit of ten requests a day for a key, as shipped, is not reached. */
function valuesOf(count) {
  const numbers = Array.from({ length: count }, (_, index) => (index * 7919) % count);
  return numbers.map((number) => ({ key: createHash('sha256').update(`better-auth ${number}`).digest('hex') }));
}

async function load({ folder }, name, requests, credential) {
  const bodies = join(folder, `${name}.txt`);
  await writeBodies(bodies, requests);
  return { bodies, credential, seconds: SECONDS, first: requests[0] };
}

async function requireValid(servers, loads) {
  for (const [name, { url }] of Object.entries(servers)) {
    const { first, credential } = name === 'keytree' ? loads.keytree : loads.betterAuth;
    const { valid } = JSON.parse(await answerOf(`${url}/v1/verify`, credential, first));
    if (valid !== true) throw new Error(`${name} refused a good key`);
  }
}

function report({ keytree, asShipped, fastest }) {
  const whole = (value) => String(Math.round(value));
  line('Keytree, verifications/s', spread(keytree, whole));
  line('better-auth as shipped, verifications/s', spread(asShipped, whole));
  line('better-auth in its fastest setting', spread(fastest, whole));
  line('Keytree / better-auth as shipped', (median(keytree) / median(asShipped)).toFixed(1));
  ratio('Keytree / better-auth in its fastest setting', median(keytree) / median(fastest), { atLeast: 20 });
  console.log();
}
