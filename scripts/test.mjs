// `npm test`: every suite on SQLite, then those that use a database again on MariaDB or MySQL.
//   --require-second-database   fail where the second database could not be tested
//   --second-database-only      only the suites that use a database, on the second one
//   --long                      also on a cluster of three nodes (mariadb-server, galera-4, rsync): some minutes more
//   --cluster-only              that alone
// Anything else goes to jest: `npm test -- test/integration/accounts -t move`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findServer, startPrivateDatabase } from './private-database.mjs';

const ROOT = join(import.meta.dirname, '..');
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');
/** Folders of test/ whose suites use no database: they run once. */
const WITHOUT_DATABASE = ['unit'];
/** The folder of those that start a cluster of their own. */
const ON_CLUSTER = 'test/cluster';
const FLAGS = ['--require-second-database', '--second-database-only', '--long', '--cluster-only'];
const RUN_LIMIT_MS = 45 * 60_000;
const FAILURE_LINES = 30;

const given = process.argv.slice(2);
const requireSecond = given.includes('--require-second-database');
const secondOnly = given.includes('--second-database-only');
const clusterOnly = given.includes('--cluster-only');
const jestArguments = given.filter((one) => !FLAGS.includes(one));

const scratch = mkdtempSync(join(tmpdir(), 'keytree-runs-'));
let jest = null;
let database = null;
let interrupted = false;
const total = { passed: 0, failed: 0 };
const summaries = [];
/** Told once more at the end, where they are not lost among thousands of lines. */
const failures = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    interrupted = true;
    await endJest();
    await cleanUp();
    process.exit(128 + constants.signals[signal]);
  });
}

async function endJest() {
  if (!jest) return;
  const exited = new Promise((resolve) => jest.once('exit', resolve));
  jest.kill('SIGTERM');
  await exited;
}

async function cleanUp() {
  await database?.stop();
  rmSync(scratch, { recursive: true, force: true });
}

/** One run of jest, an empty URL meaning SQLite (array options last: they would swallow a path after them); its numbers go into the total. */
async function run(name, databaseUrl, further = [], environment = {}) {
  console.log(`\n== ${name}`);
  const output = join(scratch, `${summaries.length}.json`);
  const started = Date.now();
  const args = ['--json', `--outputFile=${output}`, ...jestArguments, ...further];
  const code = await runJest({ KEYTREE_TEST_DATABASE_URL: databaseUrl, ...environment }, args);
  const { passed, failed, skipped, failing } = countsIn(output, code);
  failures.push(...failing.map((one) => `FAILED on ${name}: ${one}`));
  total.passed += passed;
  total.failed += failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  summaries.push(`${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} in ${seconds} s`);
}

function runJest(environment, args) {
  jest = spawn(process.execPath, [JEST, '--passWithNoTests', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...environment, KEYTREE_TEST_SCRATCH: scratch },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const late = setTimeout(() => {
    console.error(`jest did not end within ${RUN_LIMIT_MS / 60_000} minutes`);
    jest.kill('SIGKILL');
  }, RUN_LIMIT_MS);
  return new Promise((resolve) => {
    jest.once('exit', (code) => {
      clearTimeout(late);
      jest = null;
      resolve(code ?? 1);
    });
  });
}

/** A suite that could not run at all counts as one failure, and so does a run that failed without a failing test. */
function countsIn(file, code) {
  let result;
  try {
    result = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failing: ['jest told no result'] };
  }
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
    failing: result.testResults.filter(({ status }) => status === 'failed').map(failureOf),
  };
}

/** What jest says of a suite that failed, tests and hooks, without its empty lines and not longer than one reads. */
function failureOf({ name, message }) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return [relative(ROOT, name), ...lines.slice(0, FAILURE_LINES)].join('\n');
}

/** Where the second database is: the URL given, or that of a private server; or why there is none. */
async function secondDatabase() {
  const url = process.env.KEYTREE_TEST_DATABASE_URL;
  if (url) return { url, name: 'the server of KEYTREE_TEST_DATABASE_URL' };
  const binary = findServer();
  if (!binary) return { reason: 'no mariadbd or mysqld on this machine' };
  database = startPrivateDatabase(binary);
  try {
    return { url: await database.ready, name: `a private server (${binary})` };
  } catch (error) {
    return { reason: `${binary} did not start: ${error.message}` };
  }
}

async function runOnSecondDatabase() {
  const second = await secondDatabase();
  if (!second.url) {
    summaries.push(
      `NOT TESTED on MySQL/MariaDB: ${second.reason}. ` +
        'To have it, install the package mariadb-server or set KEYTREE_TEST_DATABASE_URL=mysql://root@127.0.0.1:3306/',
    );
    if (requireSecond || secondOnly) total.failed += 1;
    return;
  }
  const folders = [...WITHOUT_DATABASE.map((folder) => `test/${folder}`), ON_CLUSTER];
  const ignored = ['/node_modules/', ...folders.map((folder) => `<rootDir>/${folder}/`)];
  const further = ignored.map((pattern) => `--testPathIgnorePatterns=${pattern}`);
  await run(`MySQL/MariaDB, ${second.name}`, second.url, further);
}

try {
  if (!secondOnly && !clusterOnly) await run('SQLite', '');
  if (!interrupted && !clusterOnly) await runOnSecondDatabase();
  if (!interrupted && (given.includes('--long') || clusterOnly)) {
    await run('a Galera cluster', '', [ON_CLUSTER], { KEYTREE_TEST_LONG: 'true' });
  }
} catch (error) {
  console.error(error);
  total.failed += 1;
} finally {
  await cleanUp();
}
// Interrupted, the handler above ends the process.
if (!interrupted) {
  if (failures.length > 0) console.log(`\n${failures.join('\n')}`);
  console.log(`\n${summaries.join('\n')}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}
