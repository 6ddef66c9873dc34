// How long the records of decisions take to load, and what they hold of memory, in a process of its own.
import { fileURLToPath } from 'node:url';
import { onEachDatabase } from './support/databases.mjs';
import { fillRecords } from './support/fill-records.mjs';
import { line, mebibytes, median, ratio, spread, title } from './support/figures.mjs';
import { product } from './support/product.mjs';
import { run } from './support/processes.mjs';
import { FULL } from './support/records.mjs';

const RUNS = 3;
const MOST_BYTES_PER_KEY = 250;
const LIMIT_MS = 10_000;

if (process.argv[2] === 'load') await load(process.argv[3]);
else {
  title(`The directory of ${FULL.accounts} accounts and ${FULL.keys} keys`);
  await onEachDatabase(measure);
}

async function measure(database) {
  await fillRecords(database, FULL);
  const runs = [];
  for (let count = 0; count < RUNS; count++) {
    const words = ['--expose-gc', fileURLToPath(import.meta.url), 'load', database.url];
    runs.push(JSON.parse(await run(words, process.env)));
  }
  const figures = (name) => runs.map((one) => one[name]);
  console.log(database.name);
  line('loading', spread(figures('ms')));
  line('  processor time of it', spread(figures('cpuMs')));
  line('resident over the empty process', spread(figures('resident'), mebibytes));
  line('heap and array buffers over the empty process', spread(figures('held'), mebibytes));
  line('bytes of V8 heap', spread(figures('heap'), mebibytes));
  ratio('loading / 10 s', median(figures('ms')) / LIMIT_MS, { atMost: 1 });
  ratio('bytes a key, resident', median(figures('resident')) / FULL.keys, { atMost: MOST_BYTES_PER_KEY });
  ratio('bytes a key, heap and array buffers', median(figures('held')) / FULL.keys, { atMost: MOST_BYTES_PER_KEY });
  console.log();
}

/** As the follower loads it; the figures go to standard output. */
async function load(url) {
  const { openRawReader } = product('database/raw-reader');
  const { loadDirectory } = product('verification/directory/load');
  const empty = memory();
  const cpu = process.cpuUsage();
  const from = performance.now();
  const reader = await openRawReader({ url, connectTimeoutMs: 5_000 });
  const { directory } = await reader.snapshot(loadDirectory);
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  reader.close();
  await new Promise(setImmediate);
  const full = memory();
  if (directory.keys.size < FULL.keys) throw new Error(`only ${directory.keys.size} keys were loaded`);
  const over = Object.fromEntries(Object.keys(full).map((name) => [name, full[name] - empty[name]]));
  process.stdout.write(JSON.stringify({ ms, cpuMs: (user + system) / 1_000, ...over }));
}

function memory() {
  // Once more for what finalizers of the first let go.
  for (let turn = 0; turn < 3; turn++) globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, held: heapUsed + external, heap: heapUsed };
}
