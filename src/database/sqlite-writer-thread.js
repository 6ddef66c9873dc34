// @ts-check
// What SqliteWriter runs as a thread of its own. JavaScript, since a thread is started from a file that node can read as
// it stands.
const { parentPort, workerData } = require('node:worker_threads');
const Sqlite = require('better-sqlite3');

if (!parentPort) throw new Error('this is run as a thread');
const port = parentPort;

/** @type {InstanceType<typeof Sqlite> | null} */
let database = null;

function open() {
  const opened = new Sqlite(workerData.path, { timeout: workerData.busyTimeoutMs, fileMustExist: true });
  opened.pragma('foreign_keys = ON');
  // What is written here may be lost in a power cut; the file is whole in any case. No commit waits for the disk.
  opened.pragma('synchronous = NORMAL');
  return opened;
}

/** @param {readonly import('./statement').Statement[]} statements */
function run(statements) {
  const opened = (database ??= open());
  const runAll = opened.transaction(() => {
    for (const { sql, parameters } of statements) opened.prepare(sql).run(...parameters);
  });
  runAll.immediate();
}

// Null closes. The answer is null, or why nothing was done: errors of the driver do not come through as they are.
port.on('message', (statements) => {
  try {
    if (statements !== null) run(statements);
    else database?.close();
    port.postMessage(null);
  } catch (error) {
    port.postMessage(error instanceof Error ? error.message : String(error));
  }
});
