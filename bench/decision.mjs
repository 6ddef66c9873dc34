// The decision alone, in process, with the hash of the presented value: how long it takes, and how that grows with the
// keys that are held.
import { onEachDatabase } from './support/databases.mjs';
import { fillRecords } from './support/fill-records.mjs';
import { line, median, ratio, title } from './support/figures.mjs';
import { openAgain, product } from './support/product.mjs';
import { FULL, SMALL } from './support/records.mjs';
import { KINDS, ipOf, requestsOf } from './support/verify-load.mjs';

const BATCHES = 3_000;
const OF_A_BATCH = 50;
/** Many, each asked for once or twice: in a small number of them the processor would hold what it needs. */
const DISTINCT = 150_000;
/** The same number at both sizes, asked for again and again: what is left is how the look-ups grow with the records. */
const ALIKE = 200;
const LIMIT_US = 5;

const { answerJson } = product('verification/answers');
const { Verifier } = product('verification/verifier');
const { TokenReader } = product('verification/tokens/token-reader');
const { UnknownKeyLimiter } = product('verification/unknown-key-limiter');
const { verifyRequestOf } = product('verification/verify-request');
const { UsageRecorder } = product('verification/usage/usage-recorder');
const { NO_RECORDER } = product('verification/recorder');

title('One decision in process');
await onEachDatabase(measure, ['sqlite']);

async function measure(database) {
  const small = await held(await database.another(), SMALL);
  const full = await held(database, FULL);
  for (const kind of Object.keys(KINDS)) {
    const decideOf = (one) => one.verifier.decide.bind(one.verifier);
    const alike = inTurns(decideOf, ...[small, full].map((one) => [one, parsedRequests(kind, one.records, ALIKE)]));
    const sides = [small, full].map((one) => [one, parsedRequests(kind, one.records, DISTINCT)]);
    const decide = inTurns(decideOf, ...sides);
    const answer = inTurns(answerOf, ...sides);
    console.log(kind);
    line(`decision, ${SMALL.keys} keys held`, microseconds(decide[0]));
    line(`decision, ${FULL.keys} keys held`, microseconds(decide[1]));
    line('  with usage and the answer as text', microseconds(answer[1]));
    ratio('decision / 5 us', median(decide[1]) / LIMIT_US, { atMost: 1 });
    ratio(`${FULL.keys} keys / ${SMALL.keys} keys, the same ${ALIKE} requests`, median(alike[1]) / median(alike[0]), {
      atMost: 1.3,
    });
    line('  each request with another key', (median(decide[1]) / median(decide[0])).toFixed(2));
    console.log();
  }
}

function answerOf({ counting }) {
  return (directory, ...asked) => answerJson(directory, counting.decide(directory, ...asked));
}

async function held(database, size) {
  const { records } = await fillRecords(database, size);
  const installation = await openAgain(database);
  const reader = await product('database/raw-reader').openRawReader({ url: database.url, connectTimeoutMs: 5_000 });
  const { directory } = await reader.snapshot(product('verification/directory/load').loadDirectory);
  reader.close();
  const { keyValues } = installation.services.secrets;
  await installation.close();
  const newVerifier = (recorder) =>
    new Verifier(
      (value) => keyValues.hashText(value),
      new TokenReader('http://bench.example'),
      new UnknownKeyLimiter({ most: 120, windowMs: 60_000 }),
      recorder,
    );
  const gateway = { id: '0'.repeat(32), accountId: records.rootId, name: 'Bench' };
  return {
    records,
    directory,
    gateway,
    verifier: newVerifier(NO_RECORDER),
    counting: newVerifier(new UsageRecorder()),
  };
}

/** Equally many on either side, each with texts of its own as if it had just come: they are not in the cache either. */
function parsedRequests(kind, records, count) {
  const distinct = requestsOf(kind, records, Math.min(count, records.keys / 4)).map((body) => JSON.stringify(body));
  return Array.from({ length: DISTINCT }, (_, at) => {
    const body = JSON.parse(distinct[at % distinct.length]);
    return verifyRequestOf({ ...body, clientIp: ipOf(at) });
  });
}

/** Microseconds of one call, a figure for each batch. */
function inTurns(callOf, ...sides) {
  const times = sides.map(() => []);
  const next = sides.map(() => 0);
  const calls = sides.map(([one]) => callOf(one));
  for (let batch = -BATCHES / 10; batch < BATCHES; batch++) {
    sides.forEach(([{ directory, gateway }, requests], side) => {
      const call = calls[side];
      const from = performance.now();
      for (let count = 0; count < OF_A_BATCH; count++) {
        call(directory, gateway, requests[next[side]], 1_780_000_000_000);
        next[side] = (next[side] + 1) % requests.length;
      }
      const us = ((performance.now() - from) * 1_000) / OF_A_BATCH;
      if (batch >= 0) times[side].push(us);
    });
  }
  return times;
}

function microseconds(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(2);
  return `${at(0.5)} us (p10 ${at(0.1)}, p90 ${at(0.9)})`;
}
