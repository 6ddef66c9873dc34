// From the answer to deactivateApiKey in one process to the first refusal in another one, and in the same one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from './support/databases.mjs';
import { line, ratio, title } from './support/figures.mjs';
import { fillRecords } from './support/fill-records.mjs';
import { openApi } from './support/bench-api.mjs';
import { MAIN, environmentOf } from './support/product.mjs';
import { freePort, startServer } from './support/processes.mjs';
import { bodyOf, requestsOf, shoot, writeBodies } from './support/verify-load.mjs';

const SIZE = { accounts: 1_000, keys: 10_000 };
const CHANGES = 500;
const LOAD_CONNECTIONS = 8;
const REDIS = process.env.KEYTREE_BENCH_REDIS_SERVER ?? 'redis-server';

title(`From the answer to deactivateApiKey to the first refusal, ${CHANGES} changes under load`);
await onEachDatabase((database) => measure(database, 'by polling', {}, 1_000));
await withRedis(async (redisUrl) => {
  await onEachDatabase((database) => measure(database, 'with Redis', { KEYTREE_REDIS_URL: redisUrl }, 50));
});

async function measure(database, how, settings, limitMs) {
  const { records, credential } = await fillRecords(database, SIZE);
  const environment = {
    ...environmentOf(database.url, database.folder),
    ...settings,
    KEYTREE_LOG_LEVEL: 'warn',
    KEYTREE_SESSION_ACCESS_SECONDS: '86400',
  };
  const changing = await startServer([MAIN, 'serve'], environment, '/readyz');
  const other = await startServer([MAIN, 'serve'], environment, '/readyz');
  const load = startLoad(database, records, credential, other);
  try {
    const api = await openApi(changing.url);
    const [here, there] = [changing, other].map(({ url }) => asker(url, credential));
    const delays = [];
    let stillValidHere = 0;
    for (const key of keysToStop(records)) {
      const body = bodyOf(records, key, key);
      if ((await there(body)) !== 'VALID') throw new Error('a key was refused before it was deactivated');
      await api.change('deactivateApiKey', 'ApiKeyInput', { keyId: `key_${records.keyId(key)}` });
      const answered = performance.now();
      const [delay, codeHere] = await Promise.all([untilRefused(there, body, answered), here(body)]);
      delays.push(delay);
      if (codeHere !== 'KEY_INACTIVE') stillValidHere++;
    }
    report(`${database.name}, ${how}`, delays, stillValidHere, limitMs);
  } finally {
    await load.stop();
    await changing.stop();
    await other.stop();
  }
}

function keysToStop(records) {
  const keys = [];
  for (let key = 0; keys.length < CHANGES; key++) if (records.isPlain(key)) keys.push(key);
  return keys;
}

/** Milliseconds until the answer that refuses. */
async function untilRefused(ask, body, from) {
  while ((await ask(body)) === 'VALID') await sleep(1);
  return performance.now() - from;
}

/** One connection that stays; answers the code. */
function asker(url, credential) {
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${credential}` };
  return async (body) => {
    const sent = request(`${url}/v1/verify`, { method: 'POST', agent, headers });
    sent.end(JSON.stringify(body));
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const chunk of response) text += chunk;
    return JSON.parse(text).code;
  };
}

/** Other keys of other accounts are verified at the process that is watched, all the while. */
function startLoad(database, records, credential, { url }) {
  let stopped = false;
  const run = async () => {
    const bodies = join(database.folder, 'load.txt');
    await writeBodies(bodies, requestsOf('refusals', records, 2_000));
    while (!stopped) await shoot(`${url}/v1/verify`, { bodies, credential, seconds: 2, connections: LOAD_CONNECTIONS });
  };
  const running = run();
  running.catch(() => undefined);
  return {
    stop: () => {
      stopped = true;
      return running;
    },
  };
}

function report(name, delays, stillValidHere, limitMs) {
  const sorted = [...delays].sort((one, other) => one - other);
  const at = (share) => sorted[Math.ceil(share * sorted.length) - 1];
  console.log(name);
  const figures = [0.5, 0.9, 0.99, 1].map((share) => at(share).toFixed(1));
  line('other process: median, p90, p99, most', `${figures.join(', ')} ms`);
  ratio(`p99 / ${limitMs} ms`, at(0.99) / limitMs, { atMost: 1 });
  ratio('still valid in the same process', stillValidHere, { atMost: 0 });
  console.log();
}

async function withRedis(work) {
  const port = await freePort();
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const redis = spawn(REDIS, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const started = await new Promise((resolve) => {
    redis.on('error', () => resolve(false));
    redis.on('exit', () => resolve(false));
    redis.stdout.on('data', (text) => /ready to accept connections/i.test(text) && resolve(true));
  });
  if (!started) {
    console.log('Not measured with Redis: there is no redis-server (KEYTREE_BENCH_REDIS_SERVER).\n');
    return;
  }
  try {
    await work(`redis://127.0.0.1:${port}`);
  } finally {
    redis.kill();
  }
}
