// POST /v1/verify of one process with the full records, beside a bare HTTP server that makes one HMAC for a request.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onEachDatabase } from './support/databases.mjs';
import { line, median, medianRatio, ratio, spread, title } from './support/figures.mjs';
import { fillRecords } from './support/fill-records.mjs';
import { MAIN, environmentOf } from './support/product.mjs';
import { startServer } from './support/processes.mjs';
import { FULL } from './support/records.mjs';
import { CONNECTIONS, KINDS, answerOf, requestsOf, shoot, writeBodies } from './support/verify-load.mjs';

// Short ones: what else the machine does falls on both servers of a round alike.
const ROUNDS = 20;
const SECONDS = 1;
const DISTINCT = 50_000;
const SAMPLES = 300;
const BARE = fileURLToPath(new URL('support/bare-verify-server.mjs', import.meta.url));

title(`POST /v1/verify, ${CONNECTIONS} connections, ${FULL.accounts} accounts and ${FULL.keys} keys held`);
// Which database it was read from makes no difference to a request.
await onEachDatabase(measure, ['sqlite']);

async function measure(database) {
  const { records, credential } = await fillRecords(database, FULL);
  const environment = { ...environmentOf(database.url, database.folder), KEYTREE_LOG_LEVEL: 'warn' };
  const keytree = await startServer([MAIN, 'serve'], environment, '/readyz');
  try {
    for (const kind of Object.keys(KINDS)) {
      const requests = requestsOf(kind, records, DISTINCT);
      const bytes = await requireAnswers(`${keytree.url}/v1/verify`, credential, kind, requests);
      const bodies = join(database.folder, `${kind}.txt`);
      await writeBodies(bodies, requests);
      const bare = await startServer([BARE], { ...environment, BENCH_ANSWER_BYTES: String(bytes) }, '/');
      try {
        report(kind, bytes, await rounds({ keytree, bare }, { bodies, credential, seconds: SECONDS }));
      } finally {
        await bare.stop();
      }
    }
  } finally {
    await keytree.stop();
  }
}

/** Answers the median length. */
async function requireAnswers(url, credential, kind, requests) {
  const lengths = [];
  for (let at = 0; at < SAMPLES; at++) {
    const text = await answerOf(url, credential, requests[(at * 7919) % requests.length]);
    const { code } = JSON.parse(text);
    if (!KINDS[kind].includes(code)) throw new Error(`a request of ${kind} was answered ${code}`);
    lengths.push(Buffer.byteLength(text));
  }
  return Math.round(median(lengths));
}

/** In turns; the first warms up. */
async function rounds(servers, load) {
  const figures = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, server] of Object.entries(servers)) {
      const before = server.cpuMs();
      const shot = await shoot(`${server.url}/v1/verify`, load);
      const cpuUs = before === null ? null : ((server.cpuMs() - before) * 1000) / shot.requests;
      if (round > 0) figures[name].push({ ...shot, cpuUs });
    }
  }
  return figures;
}

function report(kind, bytes, { keytree, bare }) {
  const whole = (value) => String(Math.round(value));
  const of = (figures, name) => figures.map((one) => one[name]);
  console.log(`${kind} (${KINDS[kind].join(', ')}), answers of ${bytes} bytes`);
  line('Keytree, requests/s', spread(of(keytree, 'perSecond'), whole));
  line('bare server, requests/s', spread(of(bare, 'perSecond'), whole));
  line('Keytree, p50 / p99', `${spread(of(keytree, 'p50Ms'))} / ${spread(of(keytree, 'p99Ms'))}`);
  line('bare server, p50 / p99', `${spread(of(bare, 'p50Ms'))} / ${spread(of(bare, 'p99Ms'))}`);
  const ofRounds = (name) => medianRatio(of(keytree, name), of(bare, name));
  ratio('requests/s, Keytree / bare, of a round', ofRounds('perSecond'), { atLeast: 0.8 });
  ratio('p99, Keytree / bare, of a round', ofRounds('p99Ms'), { atMost: 1.5 });
  if (keytree[0].cpuUs !== null) {
    const [ours, theirs] = [median(of(keytree, 'cpuUs')), median(of(bare, 'cpuUs'))];
    line('processor time of a request, Keytree / bare', `${ours.toFixed(1)} us / ${theirs.toFixed(1)} us`);
    line('  bare / Keytree', (theirs / ours).toFixed(2));
  }
  console.log();
}
