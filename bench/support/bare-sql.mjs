// Statements sent straight through the drivers that the product uses, with nothing of the product around them.
import Sqlite from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { timed } from './figures.mjs';

/** A connection of its own. `all(statements)` runs them in turn and fetches their rows. */
export function openBareSql({ kind, url }) {
  return kind === 'sqlite' ? openSqlite(url.slice('sqlite:'.length)) : openMysql(url);
}

function openSqlite(path) {
  const database = new Sqlite(path);
  // As the product writes: an answered change survives a power cut.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const prepared = new Map();
  const prepare = (sql) => prepared.get(sql) ?? prepared.set(sql, database.prepare(sql)).get(sql);
  return {
    all: (statements) => statements.map(({ sql, parameters }) => prepare(sql).all(...parameters)),
    rowsOf: (table) => database.prepare(`SELECT * FROM ${table}`).raw().all(),
    insertAll: (tables) =>
      database.transaction(() => {
        for (const { table, rows } of tables) {
          const insert = database.prepare(`INSERT INTO ${table} VALUES (${rows[0].map(() => '?').join(', ')})`);
          for (const row of rows) insert.run(row);
        }
      })(),
    close: () => database.close(),
  };
}

/** Rows of one INSERT, as the product sends them. */
const BATCH = 500;

async function openMysql(url) {
  const connection = await createConnection({ uri: url, charset: 'utf8mb4_bin', timezone: 'Z' });
  const query = async (sql, values) => (await connection.query(sql, values))[0];
  return {
    all: async (statements) => {
      const answers = [];
      for (const { sql, parameters } of statements) answers.push(await query(sql, parameters));
      return answers;
    },
    rowsOf: (table) => query({ sql: `SELECT * FROM ${table}`, rowsAsArray: true }),
    insertAll: async (tables) => {
      await connection.beginTransaction();
      for (const { table, rows } of tables) {
        for (let from = 0; from < rows.length; from += BATCH) {
          await query(`INSERT INTO ${table} VALUES ?`, [rows.slice(from, from + BATCH)]);
        }
      }
      await connection.commit();
    },
    close: () => connection.end(),
  };
}

/** Reads the rows of the tables, in their order, and inserts them into the same tables elsewhere in one transaction: milliseconds of that. */
export async function copyRows(source, target, tables) {
  const from = await openBareSql(source);
  const filled = [];
  for (const table of tables) filled.push({ table, rows: parentsFirst(table, await from.rowsOf(table)) });
  await from.close();
  const to = await openBareSql(target);
  const ms = await timed(() => to.insertAll(filled));
  await to.close();
  return ms;
}

/** Ids are made in the order of time, and the product makes parents first. */
function parentsFirst(table, rows) {
  return table === 'account' ? rows.sort(([id], [other]) => (id < other ? -1 : 1)) : rows;
}
