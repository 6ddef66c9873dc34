// Decisions a second of POST /v1/verify/batch with a hundred requests, beside single requests on the same process.
import { join } from 'node:path';
import { onEachDatabase } from './support/databases.mjs';
import { line, medianRatio, ratio, spread, title } from './support/figures.mjs';
import { fillRecords } from './support/fill-records.mjs';
import { MAIN, environmentOf } from './support/product.mjs';
import { startServer } from './support/processes.mjs';
import { FULL } from './support/records.mjs';
import { answerOf, requestsOf, shoot, writeBodies } from './support/verify-load.mjs';

const ROUNDS = 12;
const SECONDS = 1;
const DISTINCT = 50_000;
const OF_A_BATCH = 100;

title(`POST /v1/verify/batch of ${OF_A_BATCH}, beside single requests, ${FULL.keys} keys held`);
await onEachDatabase(measure, ['sqlite']);

async function measure(database) {
  const { records, credential } = await fillRecords(database, FULL);
  const environment = { ...environmentOf(database.url, database.folder), KEYTREE_LOG_LEVEL: 'warn' };
  const { url, stop } = await startServer([MAIN, 'serve'], environment, '/readyz');
  try {
    const requests = requestsOf('hits', records, DISTINCT);
    const batches = [];
    for (let from = 0; from < DISTINCT; from += OF_A_BATCH) {
      batches.push({ requests: requests.slice(from, from + OF_A_BATCH) });
    }
    const { results } = JSON.parse(await answerOf(`${url}/v1/verify/batch`, credential, batches[0]));
    if (results.length !== OF_A_BATCH || !results.every(({ valid }) => valid)) throw new Error('a batch was refused');
    const load = async (name, bodies) => {
      const path = join(database.folder, `${name}.txt`);
      await writeBodies(path, bodies);
      return { bodies: path, credential, seconds: SECONDS };
    };
    const single = await load('single', requests);
    const batch = await load('batch', batches);
    const perSecond = { single: [], batch: [] };
    for (let round = 0; round <= ROUNDS; round++) {
      const ones = await shoot(`${url}/v1/verify`, single);
      const hundreds = await shoot(`${url}/v1/verify/batch`, batch);
      // The first warms up.
      if (round === 0) continue;
      perSecond.single.push(ones.perSecond);
      perSecond.batch.push(hundreds.perSecond * OF_A_BATCH);
    }
    const whole = (value) => String(Math.round(value));
    line('single requests, decisions/s', spread(perSecond.single, whole));
    line(`batches of ${OF_A_BATCH}, decisions/s`, spread(perSecond.batch, whole));
    ratio('batch / single, of a round', medianRatio(perSecond.batch, perSecond.single), { atLeast: 5 });
    console.log();
  } finally {
    await stop();
  }
}
