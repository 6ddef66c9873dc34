// Verification beside the API keys of better-auth and Vendure: same machine, same number of keys, an SQLite file each.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onEachDatabase } from './support/databases.mjs';
import { line, median, ratio, spread, title } from './support/figures.mjs';
import { fillRecords } from './support/fill-records.mjs';
import { MAIN, ROOT, environmentOf } from './support/product.mjs';
import { run, startServer } from './support/processes.mjs';
import { answerOf, requestsOf, shoot, writeBodies } from './support/verify-load.mjs';

const SIZE = { accounts: 10_000, keys: 100_000 };
// The first are not counted: what is slow comes to few requests in one, and the compiler to its end late.
const ROUNDS = { warmUp: 3, measured: 5 };
const SECONDS = 4;
const WAYS = { shipped: 'as shipped', fastest: 'in its fastest setting' };

const BETTER_AUTH = {
  name: 'better-auth',
  packages: ['better-auth@1.7.25', '@better-auth/api-key@1.7.5'],
  script: 'side-by-side.better-auth.mjs',
  path: '/v1/verify',
  isValid: ({ valid }) => valid === true,
  write: (path) => writeLoad(path, betterAuthRequests(SIZE.keys), 'none'),
  // What is aimed at; the other ratios are only printed.
  fastestAtLeast: 20,
};

const VENDURE = {
  name: 'Vendure',
  packages: ['@vendure/core@3.7.3'],
  script: 'side-by-side.vendure.mjs',
  path: '/admin-api',
  isValid: ({ data }) => Boolean(data?.activeChannel?.id),
  write: writeVendureLoad,
};

title(
  `Keytree beside ${[BETTER_AUTH, VENDURE].flatMap(({ packages }) => packages).join(', ')}, ${SIZE.keys} keys, SQLite`,
);
await onEachDatabase(measure, ['sqlite']);

async function measure(database) {
  const rivals = await installed([BETTER_AUTH, VENDURE], database.folder);
  if (rivals.length === 0) return;
  const { records, credential } = await fillRecords(database, SIZE);
  const environment = { ...environmentOf(database.url, database.folder), KEYTREE_LOG_LEVEL: 'warn' };
  const load = await writeLoad(join(database.folder, 'keytree.txt'), requestsOf('hits', records, 50_000), credential);
  const keytree = { name: 'Keytree', path: '/v1/verify', isValid: BETTER_AUTH.isValid, load, rounds: [] };
  const entrants = [{ ...keytree, server: await startServer([MAIN, 'serve'], environment, '/readyz') }];
  try {
    for (const rival of rivals) {
      for (const way of Object.keys(WAYS)) entrants.push(await startRival(rival, way, environment));
    }
    for (const entrant of entrants) await requireValid(entrant);
    await shootInTurns(entrants);
    report(entrants);
  } finally {
    for (const { server } of entrants) await server.stop();
  }
}

/** Those whose packages could be installed, each in a folder of its own. */
async function installed(rivals, parent) {
  const there = [];
  for (const rival of rivals) {
    const folder = join(parent, rival.name);
    await mkdir(folder);
    if (await install(folder, rival.packages)) there.push({ ...rival, folder });
    else console.log(`Not measured: the packages of ${rival.name} could not be installed.\n`);
  }
  return there;
}

/** Outside the project: it is no dependency. */
async function install(folder, packages) {
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const words = [
    'install',
    ...packages,
    '--legacy-peer-deps',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const npm = spawn('npm', words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(npm, 'close');
  return code === 0;
}

async function startRival(rival, way, environment) {
  const { folder, script } = rival;
  const copy = join(folder, script);
  await copyFile(fileURLToPath(new URL(script, import.meta.url)), copy);
  const withProject = { ...environment, BENCH_PROJECT: join(ROOT, 'package.json') };
  const path = join(folder, `${way}.db`);
  await run([copy, 'fill', path, String(SIZE.keys), way], withProject);
  const load = await rival.write(join(folder, `${way}.txt`));
  const server = await startServer([copy, way, path], withProject, '/');
  return { ...rival, way, load, server, rounds: [] };
}

/** In an order of their own, so that its limit of ten requests a day for a key, as shipped, is not reached. */
function betterAuthRequests(count) {
  const numbers = Array.from({ length: count }, (_, index) => (index * 7919) % count);
  return numbers.map((number) => ({ key: digest(`better-auth ${number}`) }));
}

async function writeLoad(bodies, requests, credential) {
  await writeBodies(bodies, requests);
  return { bodies, credential, seconds: SECONDS, body: requests[0] };
}

/** Its key is asked for in a header; so few, that its caches know each after the first round. */
async function writeVendureLoad(path) {
  const keys = Array.from({ length: 50 }, (_, number) => {
    return `${digest(`vendure lookup ${number}`).slice(0, 24)}:${digest(`vendure secret ${number}`)}`;
  });
  await writeFile(path, keys.map((key) => `${key}\n`).join(''));
  // Wrong from the start of its secret on: bcrypt, as shipped, compares no more than 72 bytes.
  const bad = keys[0].replace(/:.*/, (secret) => secret.replaceAll(/[0-9]/g, 'a'));
  // The least that needs permission: `me` answers administrators who signed in, not keys.
  const body = { query: '{ activeChannel { id } }' };
  return { bodies: path, credential: 'none', seconds: SECONDS, header: 'vendure-api-key', good: keys[0], bad, body };
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

async function requireValid({ name, server, path, load: { credential, header, good, bad, body }, isValid }) {
  const ask = async (key) => {
    const headers = header ? { [header]: key } : {};
    return isValid(JSON.parse(await answerOf(`${server.url}${path}`, credential, body, headers)));
  };
  if (!(await ask(good))) throw new Error(`${name} refused a good key`);
  if (header && (await ask(bad))) throw new Error(`${name} did not refuse a bad key`);
}

async function shootInTurns(entrants) {
  for (let round = 0; round < ROUNDS.warmUp + ROUNDS.measured; round++) {
    for (const { server, path, load, rounds } of entrants) {
      const { perSecond } = await shoot(`${server.url}${path}`, load);
      await untilIdle(server);
      if (round >= ROUNDS.warmUp) rounds.push(perSecond);
    }
  }
}

/** bcrypt goes on with what wrk no longer waits for, and that must not fall on the next one. */
async function untilIdle({ cpuMs }) {
  for (;;) {
    const before = cpuMs();
    await sleep(200);
    if (before === null || cpuMs() - before <= 20) return;
  }
}

function report([keytree, ...others]) {
  line('Keytree, verifications/s', spread(keytree.rounds, figure));
  for (const { name, way, rounds } of others) line(`${name} ${WAYS[way]}`, spread(rounds, figure));
  for (const { name, way, rounds, fastestAtLeast } of others) {
    const times = median(keytree.rounds) / median(rounds);
    const what = `Keytree / ${name} ${WAYS[way]}`;
    if (way === 'fastest' && fastestAtLeast) ratio(what, times, { atLeast: fastestAtLeast });
    else line(what, times.toFixed(1));
  }
  console.log();
}

function figure(value) {
  return value < 100 ? value.toFixed(1) : String(Math.round(value));
}
