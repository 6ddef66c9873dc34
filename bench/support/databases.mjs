// Databases of a benchmark's own, made empty and removed after it.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

const SERVER = process.env.KEYTREE_BENCH_DATABASE_URL ?? 'mysql://root@127.0.0.1:3306/';

/**
 * Runs the work on an empty SQLite database, then on one of the MySQL or MariaDB server of KEYTREE_BENCH_DATABASE_URL
 * where it answers. It gets `{ kind, name, url, folder, another }`: `folder` is there for files, `another()` makes one
 * more empty database of the same kind.
 */
export async function onEachDatabase(work, kinds = ['sqlite', 'mysql']) {
  if (kinds.includes('sqlite')) await inFolder(async (folder) => work(await sqliteIn(folder)));
  if (kinds.includes('mysql')) await onMysql(work);
}

async function sqliteIn(parent) {
  const folder = await mkdtemp(join(parent, 'sqlite-'));
  const url = `sqlite:${join(folder, 'keytree.db')}`;
  return { kind: 'sqlite', name: 'SQLite', url, folder, another: () => sqliteIn(parent) };
}

async function onMysql(work) {
  const server = await createConnection(SERVER).catch((error) => {
    console.log(`Not measured on MySQL: ${SERVER} does not answer (${error.code}). Set KEYTREE_BENCH_DATABASE_URL.\n`);
    return null;
  });
  if (server === null) return;
  const [[{ version }]] = await server.query('SELECT VERSION() AS version');
  const name = /mariadb/i.test(version) ? `MariaDB ${version.split('-')[0]}` : `MySQL ${version}`;
  const made = [];
  const mysqlIn = async (parent) => {
    const schema = `keytree_bench_${randomBytes(4).toString('hex')}`;
    await server.query('CREATE DATABASE ?? CHARACTER SET utf8mb4', [schema]);
    made.push(schema);
    const url = new URL(SERVER);
    url.pathname = `/${schema}`;
    const folder = await mkdtemp(join(parent, 'mysql-'));
    return { kind: 'mysql', name, url: url.href, folder, another: () => mysqlIn(parent) };
  };
  try {
    await inFolder(async (folder) => work(await mysqlIn(folder)));
  } finally {
    for (const schema of made) await server.query('DROP DATABASE ??', [schema]);
    await server.end();
  }
}

export async function inFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'keytree-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
