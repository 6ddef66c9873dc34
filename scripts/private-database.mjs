// A MariaDB or MySQL server for one test run: its own folder, a free port on loopback, nothing left behind.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
/** Systems keep servers out of an ordinary user's PATH. */
const FURTHER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/usr/local/bin', '/opt/homebrew/bin'];

// Data that lives for minutes need not survive a power cut.
const FAST = [
  '--innodb-flush-log-at-trx-commit=0',
  '--skip-log-bin',
  '--innodb-doublewrite=0',
  '--performance-schema=OFF',
  '--innodb-buffer-pool-size=128M',
];

/** The server binary on this machine, or null. */
export function findServer() {
  return find('mariadbd') ?? find('mysqld');
}

/**
 * Starts the server. `stop()` ends it and deletes its folder, may be called twice and before `ready` is settled.
 * @returns {{ ready: Promise<string>, stop: () => Promise<void> }} ready: its URL, `mysql://root@127.0.0.1:PORT/`
 */
export function startPrivateDatabase(binary) {
  const folder = mkdtempSync(join(tmpdir(), 'keytree-database-'));
  let server;
  let stopping;

  async function start() {
    const data = join(folder, 'data');
    const user = process.getuid?.() === 0 ? ['--user=root'] : [];
    const mariadb = /mariadb/i.test(spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout);
    initialize(binary, mariadb, data, user);
    const port = await freePort();
    if (stopping) throw new Error('stopped');
    server = spawn(
      binary,
      [
        '--no-defaults',
        ...user,
        `--datadir=${data}`,
        `--socket=${join(folder, 'sock')}`,
        `--pid-file=${join(folder, 'pid')}`,
        `--log-error=${join(folder, 'log')}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        '--skip-name-resolve',
        '--character-set-server=utf8mb4',
        ...(mariadb ? [] : ['--mysqlx=OFF']),
        ...FAST,
      ],
      // A session of its own: Ctrl-C reaches the tests first, and stop() ends the server after them.
      { stdio: 'ignore', detached: true },
    );
    server.on('error', () => undefined);
    const url = `mysql://root@127.0.0.1:${port}/`;
    await answering(url, server, () => logTail(folder));
    return url;
  }

  async function end() {
    if (server && server.exitCode === null && server.signalCode === null) {
      const exited = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      const late = setTimeout(() => server.kill('SIGKILL'), STOP_LIMIT_MS);
      await exited;
      clearTimeout(late);
    }
    rmSync(folder, { recursive: true, force: true });
  }

  return { ready: start(), stop: () => (stopping ??= end()) };
}

function initialize(binary, mariadb, data, user) {
  const [command, args] = mariadb
    ? [
        installer(binary),
        ['--no-defaults', ...user, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
      ]
    : [binary, ['--no-defaults', ...user, `--datadir=${data}`, '--initialize-insecure']];
  const done = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (done.status !== 0) {
    throw new Error(`${command} failed: ${done.error?.message ?? lastLines(`${done.stdout}${done.stderr}`)}`);
  }
}

function installer(binary) {
  const found =
    find('mariadb-install-db', [join(dirname(binary), '../bin'), join(dirname(binary), '../scripts')]) ??
    find('mysql_install_db');
  if (!found) throw new Error(`${binary} is there, but mariadb-install-db is not`);
  return found;
}

async function answering(url, server, log) {
  const limit = Date.now() + START_LIMIT_MS;
  for (;;) {
    if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) {
      throw new Error(`the database server ended at once: ${log()}`);
    }
    try {
      const connection = await createConnection(url);
      await connection.end();
      return;
    } catch (error) {
      if (Date.now() > limit) {
        throw new Error(`the database server does not answer (${error.message}): ${log()}`, { cause: error });
      }
      await sleep(50);
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function find(name, further = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...FURTHER_FOLDERS, ...further];
  for (const folder of folders.filter(Boolean)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not there
    }
  }
  return null;
}

function logTail(folder) {
  try {
    return lastLines(readFileSync(join(folder, 'log'), 'utf8'));
  } catch {
    return 'it wrote no log';
  }
}

function lastLines(text) {
  return text.trim().split('\n').slice(-8).join('\n');
}
