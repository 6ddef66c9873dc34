// Databases with the records that verification is measured on, and a gateway on the root that may ask for all of them.
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { openSetUp, product } from './product.mjs';
import { Records } from './records.mjs';

/**
 * Sets the database up and fills it. With BENCH_KEEP=FOLDER a filled SQLite database is kept there and copied the next
 * time.
 * @returns the records, and the credential of the gateway
 */
export async function fillRecords(database, size) {
  const kept = database.kind === 'sqlite' && process.env.BENCH_KEEP ? keptIn(process.env.BENCH_KEEP, size) : null;
  const path = database.url.slice('sqlite:'.length);
  if (kept && (await isThere(kept))) {
    await copyFile(kept, path);
    const { rootId, credential } = JSON.parse(await readFile(`${kept}.json`, 'utf8'));
    return { records: new Records(size, rootId), credential };
  }
  const filled = await setUpAndFill(database, size);
  if (kept) {
    await mkdir(process.env.BENCH_KEEP, { recursive: true });
    await copyFile(path, kept);
    await writeFile(`${kept}.json`, JSON.stringify({ rootId: filled.records.rootId, credential: filled.credential }));
  }
  return filled;
}

function keptIn(folder, { accounts, keys }) {
  return join(folder, `records-${accounts}-${keys}.db`);
}

function isThere(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function setUpAndFill(database, size) {
  const installation = await openSetUp(database);
  const { context, services } = installation;
  const [{ id: rootId }] = await context.manager.query('SELECT id FROM account WHERE root_slot = 1');
  const { credential } = await product('application/gateways/create-gateway').createGateway(context, {
    accountId: rootId,
    name: 'Bench',
  });
  const { keyValues } = services.secrets;
  await installation.close();
  const records = new Records(size, rootId);
  const tables = records.tables(database.kind, (value) => keyValues.hash(value));
  await (database.kind === 'sqlite' ? fillSqlite(database.url, tables) : fillMysql(database.url, tables));
  return { records, credential };
}

async function fillSqlite(url, tables) {
  const database = new Sqlite(url.slice('sqlite:'.length));
  database.pragma('synchronous = OFF');
  for (const [table, rows] of tables) {
    database.transaction(() => {
      let insert = null;
      for (const row of rows) {
        const columns = Object.keys(row);
        insert ??= database.prepare(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        );
        insert.run(Object.values(row));
      }
    })();
  }
  database.exec('ANALYZE');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

const ROWS_OF_A_STATEMENT = 2_000;

async function fillMysql(url, tables) {
  const connection = await createConnection({ uri: url, charset: 'utf8mb4_bin', timezone: 'Z' });
  // Parents come first and everything is right: the server need not look.
  await connection.query('SET SESSION foreign_key_checks = 0, unique_checks = 0');
  for (const [table, rows] of tables) {
    let batch = [];
    let columns = '';
    const flush = async () => {
      if (batch.length > 0) await connection.query(`INSERT INTO ${table} (${columns}) VALUES ?`, [batch]);
      batch = [];
    };
    await connection.query('START TRANSACTION');
    for (const row of rows) {
      columns ||= Object.keys(row).join(', ');
      if (batch.push(Object.values(row)) === ROWS_OF_A_STATEMENT) await flush();
    }
    await flush();
    await connection.query('COMMIT');
    await connection.query(`ANALYZE TABLE ${table}`);
  }
  await connection.end();
}
