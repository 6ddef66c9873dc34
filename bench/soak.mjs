// Memory of a process under load with changes: `--minutes=10`. It must be flat.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from './support/databases.mjs';
import { line, mebibytes, median, ratio, title } from './support/figures.mjs';
import { fillRecords } from './support/fill-records.mjs';
import { openApi } from './support/bench-api.mjs';
import { MAIN, environmentOf } from './support/product.mjs';
import { startServer } from './support/processes.mjs';
import { requestsOf, shoot, writeBodies } from './support/verify-load.mjs';

const argument = process.argv.find((word) => word.startsWith('--minutes='));
const MINUTES = Number(argument?.slice('--minutes='.length) ?? 10);
const SIZE = { accounts: 10_000, keys: 100_000 };
const SAMPLES = 40;
const MOST_GROWTH = 1.05;

title(`Memory over ${MINUTES} minutes of verification with changes, ${SIZE.keys} keys held`);
await onEachDatabase(measure, ['sqlite']);

async function measure(database) {
  const { records, credential } = await fillRecords(database, SIZE);
  const environment = {
    ...environmentOf(database.url, database.folder),
    KEYTREE_LOG_LEVEL: 'warn',
    KEYTREE_SESSION_ACCESS_SECONDS: '86400',
  };
  const server = await startServer([MAIN, 'serve'], environment, '/readyz');
  const until = performance.now() + MINUTES * 60_000;
  const isOver = () => performance.now() > until;
  try {
    const working = [verify(database, records, credential, server, isOver), changeAll(records, server, isOver)];
    const samples = await sample(server, isOver);
    const [requests, changes] = await Promise.all(working);
    report(samples, requests, changes);
  } finally {
    await server.stop();
  }
}

async function verify(database, records, credential, { url }, isOver) {
  const kinds = ['hits', 'misses', 'refusals'];
  for (const kind of kinds) {
    await writeBodies(join(database.folder, `${kind}.txt`), requestsOf(kind, records, 20_000));
  }
  let requests = 0;
  for (let round = 0; !isOver(); round++) {
    const bodies = join(database.folder, `${kinds[round % kinds.length]}.txt`);
    const shot = await shoot(`${url}/v1/verify`, { bodies, credential, seconds: 5, connections: 16 });
    requests += shot.requests;
  }
  return requests;
}

/** Keys are stopped and started, accounts with keys come and go: numbers, values and names are taken and let go. */
async function changeAll(records, { url }, isOver) {
  const api = await openApi(url);
  const parentId = `acc_${records.accountId(0)}`;
  let changes = 0;
  for (let turn = 0; !isOver(); turn++) {
    // None that the verified requests need.
    const keyId = `key_${records.keyId((turn * 10) % records.keys)}`;
    await api.change('deactivateApiKey', 'ApiKeyInput', { keyId });
    await api.change('activateApiKey', 'ApiKeyInput', { keyId });
    const input = { parentId, kind: 'CUSTOMER', name: `Passing ${turn}`, externalId: `passing-${turn}` };
    const { account } = await api.change(
      'createAccount',
      'CreateAccountInput',
      input,
      '... on CreateAccountSuccess { account { id } }',
    );
    await api.change('deleteAccount', 'DeleteAccountInput', { accountId: account.id });
    changes += 4;
  }
  return changes;
}

async function sample(server, isOver) {
  const samples = [];
  while (!isOver()) {
    await sleep((MINUTES * 60_000) / SAMPLES);
    samples.push(await residentBytes(server));
  }
  return samples;
}

async function residentBytes({ url }) {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)[1]);
}

/** What is warmed up in the first third is no growth. */
function report(samples, requests, changes) {
  const third = Math.floor(samples.length / 3);
  const [middle, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)].map(median);
  line('requests, changes', `${requests}, ${changes}`);
  line(
    'resident, every fourth sample',
    samples
      .filter((_, at) => at % 4 === 0)
      .map(mebibytes)
      .join(', '),
  );
  ratio('resident, last third / middle third', last / middle, { atMost: MOST_GROWTH });
  console.log();
}
