// Requests a second of a small authenticated query, beside the same Apollo Server with a hand-written schema.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { onEachDatabase } from './support/databases.mjs';
import { line, median, ratio, spread, title } from './support/figures.mjs';
import { SIGN_IN } from './support/inject-client.mjs';
import { ADMIN, DIST, MAIN, environmentOf, openSetUp } from './support/product.mjs';
import { run, startServer } from './support/processes.mjs';

const ROUNDS = 7;
const SECONDS = 3;
const CONNECTIONS = 32;

const QUERY = 'query ($id: ID!) { account(by: { id: $id }) { id name kind status } }';
const require = createRequire(import.meta.url);
const AUTOCANNON = require.resolve('autocannon');
const HAND_WRITTEN = fileURLToPath(new URL('support/hand-written-server.mjs', import.meta.url));

title(`A small authenticated query, ${CONNECTIONS} connections`);
await onEachDatabase(measure);

async function measure(database) {
  const installation = await openSetUp(database);
  const [{ id }] = await installation.context.manager.query('SELECT id FROM account');
  await installation.close();
  const environment = environmentOf(database.url, database.folder);
  const withBuild = { ...environment, BENCH_DIST: DIST };
  const servers = {};
  try {
    servers.keytree = await startServer([MAIN, 'serve'], environment, '/readyz');
    servers.handWritten = await startServer([HAND_WRITTEN], withBuild, '/readyz');
    servers.bare = await startServer([HAND_WRITTEN, 'bare'], withBuild, '/');
    const body = JSON.stringify({ query: QUERY, variables: { id: `acc_${id}` } });
    const load = { token: await signIn(servers.keytree), body };
    await requireSameAnswers(Object.values(servers), load);
    const rounds = { keytree: [], handWritten: [], bare: [] };
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [name, server] of Object.entries(servers)) {
        const figures = await shoot(server, load);
        // The first warms up.
        if (round > 0) rounds[name].push(figures);
      }
    }
    report(database, rounds);
  } finally {
    for (const server of Object.values(servers)) await server.stop();
  }
}

async function requireSameAnswers(servers, load) {
  const answers = new Set();
  for (const server of servers) answers.add(await answerOf(server, load));
  if (answers.size > 1) throw new Error(`the answers differ: ${[...answers].join(' and ')}`);
}

async function signIn({ url }) {
  const { data } = await post(url, {}, JSON.stringify({ query: SIGN_IN, variables: { input: ADMIN } })).then((answer) =>
    answer.json(),
  );
  return data.signIn.accessToken;
}

async function answerOf({ url }, { token, body }) {
  const answer = await post(url, { authorization: `Bearer ${token}` }, body);
  return answer.text();
}

function post(url, headers, body) {
  return fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

/** One round, out of a third process: requests a second, and the server's processor time for each. */
async function shoot({ url, cpuMs }, { token, body }) {
  const before = cpuMs();
  const words = ['--json', '-c', CONNECTIONS, '-d', SECONDS, '-m', 'POST', '-b', body];
  const headers = ['-H', 'content-type=application/json', '-H', `authorization=Bearer ${token}`];
  const out = await run([AUTOCANNON, ...words.map(String), ...headers, `${url}/graphql`], process.env);
  const result = JSON.parse(out);
  if (result.non2xx + result.errors + result.timeouts > 0) throw new Error(`requests failed: ${out}`);
  return {
    perSecond: result['2xx'] / result.duration,
    cpuMs: before === null ? null : (cpuMs() - before) / result['2xx'],
  };
}

function report({ name }, { keytree, handWritten, bare }) {
  const rates = (rounds) => rounds.map(({ perSecond }) => perSecond);
  const whole = (value) => String(Math.round(value));
  const cpu = (rounds) => median(rounds.map(({ cpuMs }) => cpuMs));
  const against = (what, rounds, wanted) => {
    const value = median(rates(keytree)) / median(rates(rounds));
    if (wanted) ratio(`Keytree / ${what}`, value, wanted);
    else line(`Keytree / ${what}`, value.toFixed(2));
    if (rounds[0].cpuMs !== null) line('  the same by processor time', (cpu(rounds) / cpu(keytree)).toFixed(2));
  };
  console.log(`${name}, requests/s`);
  line('Keytree', spread(rates(keytree), whole));
  line('hand-written schema, same server', spread(rates(handWritten), whole));
  line('hand-written schema, bare Apollo and Fastify', spread(rates(bare), whole));
  against('hand-written schema, same server', handWritten, { atLeast: 0.8 });
  against('hand-written schema, bare', bare);
  console.log();
}
