// Three MariaDB servers that replicate synchronously (Galera), on loopback and free ports, in a folder of their own.
// From Debian's mariadb-server, galera-4 and rsync. As root its servers run as the user mysql: rsync's daemon, which
// copies the data to a node that joins, gives up root.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

const NODES = 3;
const SYNC_LIMIT_MS = 120_000;
const PROVIDERS = ['/usr/lib/galera/libgalera_smm.so', '/usr/lib64/galera-4/libgalera_smm.so'];
const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin`;

/** Why no cluster can be started here; null where one can. */
function missingForCluster() {
  const missing = [
    ...['mariadbd', 'mariadb-install-db', 'rsync'].filter((name) => !has(name)),
    ...(provider() === undefined ? ['galera-4'] : []),
  ];
  return missing.length === 0 ? null : `missing: ${missing.join(', ')}`;
}

function has(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`], { env: { ...process.env, PATH } }).status === 0;
}

function provider() {
  return PROVIDERS.find(existsSync);
}

class GaleraCluster {
  #folder = mkdtempSync(join(tmpdir(), 'keytree-galera-'));
  #nodes = [];

  /** All nodes, when they are in sync. */
  static async start() {
    const cluster = new GaleraCluster();
    try {
      const ports = await freePorts(5 * NODES);
      for (let n = 0; n < NODES; n++) {
        const [sql, group, ist, sst] = ports.slice(5 * n);
        cluster.#nodes.push({ name: `n${n + 1}`, home: join(cluster.#folder, `n${n + 1}`), sql, group, ist, sst });
      }
      chmodSync(cluster.#folder, 0o755);
      // The first makes the cluster, the others copy it; one after the other, for each copies from one that has it.
      await cluster.#run(0, 'gcomm://');
      for (let n = 1; n < NODES; n++) await cluster.join(n);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** `mysql://root@127.0.0.1:PORT/` of each node. */
  get urls() {
    return this.#nodes.map(({ sql }) => `mysql://root@127.0.0.1:${sql}/`);
  }

  /** The node is gone at once, without a word to anybody. */
  async kill(n) {
    await end(this.#nodes[n].process, 'SIGKILL');
  }

  /** The node comes (back) into the cluster; resolves when it is in sync. */
  join(n) {
    return this.#run(n, `gcomm://${this.#nodes.map(({ group }) => `127.0.0.1:${group}`).join(',')}`);
  }

  async stop() {
    for (const node of [...this.#nodes].reverse()) if (node.process) await end(node.process, 'SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run(n, address) {
    const node = this.#nodes[n];
    const data = join(node.home, 'data');
    const user = process.getuid() === 0 ? ['--user=mysql'] : [];
    if (!existsSync(data)) {
      mkdirSync(node.home);
      if (user.length > 0) spawnSync('chown', ['mysql', node.home]);
      const further = ['--auth-root-authentication-method=normal', '--skip-test-db'];
      const made = spawnSync('mariadb-install-db', ['--no-defaults', ...user, `--datadir=${data}`, ...further], {
        env: { ...process.env, PATH },
        encoding: 'utf8',
      });
      if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stdout}${made.stderr}`);
    }
    const log = openSync(join(this.#folder, `${node.name}.log`), 'a');
    node.process = spawn('mariadbd', [...optionsOf(node, address), ...user], {
      env: { ...process.env, PATH },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    await this.#inSync(node);
  }

  async #inSync(node) {
    const limit = performance.now() + SYNC_LIMIT_MS;
    for (;;) {
      if (node.process.exitCode !== null || performance.now() > limit) {
        throw new Error(`${node.name} did not come into the cluster:\n${this.#logTail(node)}`);
      }
      if ((await stateOf(node)) === 'Synced') return;
      await sleep(200);
    }
  }

  #logTail(node) {
    return readFileSync(join(this.#folder, `${node.name}.log`), 'utf8')
      .split('\n')
      .slice(-15)
      .join('\n');
  }
}

async function stateOf({ sql }) {
  try {
    const connection = await createConnection({ host: '127.0.0.1', port: sql, user: 'root', connectTimeout: 2_000 });
    const [rows] = await connection.query("SHOW STATUS LIKE 'wsrep_local_state_comment'");
    await connection.end();
    return rows[0]?.Value;
  } catch {
    return null;
  }
}

function optionsOf({ name, home, sql, group, ist, sst }, address) {
  return [
    '--no-defaults',
    `--datadir=${join(home, 'data')}`,
    `--socket=${join(home, 'sock')}`,
    `--pid-file=${join(home, 'pid')}`,
    `--port=${sql}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--binlog-format=ROW',
    '--innodb-autoinc-lock-mode=2',
    '--innodb-buffer-pool-size=64M',
    // A node that is killed gets what it lost from the others: that is what a cluster is for.
    '--innodb-flush-log-at-trx-commit=0',
    '--wsrep-on=ON',
    `--wsrep-provider=${provider()}`,
    '--wsrep-cluster-name=keytree',
    `--wsrep-cluster-address=${address}`,
    `--wsrep-node-name=${name}`,
    `--wsrep-node-address=127.0.0.1:${group}`,
    '--wsrep-sst-method=rsync',
    `--wsrep-sst-receive-address=127.0.0.1:${sst}`,
    `--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:${group};ist.recv_addr=127.0.0.1:${ist};gcache.size=64M`,
  ];
}

async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exited;
}

/** All different: they are let go together. */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer().once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

// Run by itself it takes orders, a line each: `kill N`, `join N`; it ends, and the cluster with it, at the end of them.
// It prints a line of JSON when the cluster is there (`urls`, or `missing`) and after each order.
if (process.argv[1] === import.meta.filename) {
  const tell = (message) => console.log(JSON.stringify(message));
  const missing = missingForCluster();
  if (missing !== null) tell({ missing });
  else {
    // A signal to the group is the tests' to handle: they end the orders.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
    const cluster = await GaleraCluster.start();
    tell({ urls: cluster.urls });
    try {
      for await (const line of createInterface({ input: process.stdin })) {
        const [order, n] = line.split(' ');
        await (order === 'kill' ? cluster.kill(Number(n)) : cluster.join(Number(n)));
        tell({ done: line });
      }
    } finally {
      await cluster.stop();
    }
  }
}
