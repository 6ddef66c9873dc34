// `keytree import` of 10,000 accounts and 30,000 keys beside bare inserts of the same rows. With `--large` also of
// 100,000 accounts and 1,000,000 keys, without the inserts, on SQLite: does its memory grow with the file?
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { copyRows } from './support/bare-sql.mjs';
import { onEachDatabase } from './support/databases.mjs';
import { line, mebibytes, median, spread, timed, title } from './support/figures.mjs';
import { MAIN, environmentOf } from './support/product.mjs';
import { run } from './support/processes.mjs';
import { LARGE, SMALL, writeTreeFile } from './support/tree.mjs';

const ROUNDS = 3;
/** In this order: each refers to those before it. */
const TABLES = ['account', 'api_key', 'api_key_value', 'key_block', 'change_record', 'audit_event'];

title('keytree import');
await onEachDatabase(async (database) => {
  const imports = [];
  const inserts = [];
  for (let round = 0; round < ROUNDS; round++) {
    const filled = await database.another();
    imports.push(await importInto(filled, SMALL));
    inserts.push(await insertInto(await database.another(), filled));
  }
  console.log(`${database.name}: 10,000 accounts, 30,000 keys, a file of ${mebibytes(imports[0].bytes)}`);
  const times = imports.map(({ ms }) => ms);
  line('keytree import', spread(times));
  line(
    'most memory it held',
    spread(
      imports.map(({ peak }) => peak),
      mebibytes,
    ),
  );
  line('bare inserts of the same rows', spread(inserts));
  line('import / bare inserts', (median(times) / median(inserts)).toFixed(1));
  console.log();
});

if (process.argv.includes('--large')) {
  await onEachDatabase(
    async (database) => {
      const { ms, peak, bytes } = await importInto(database, LARGE);
      console.log(`${database.name}: 100,000 accounts, 1,000,000 keys, a file of ${mebibytes(bytes)}`);
      line('keytree import', `${(ms / 1000).toFixed(0)} s`);
      line('most memory it held', mebibytes(peak));
      console.log();
    },
    ['sqlite'],
  );
}

/** Runs the command on an empty database that was migrated before. */
async function importInto(database, size) {
  const file = join(database.folder, 'tree.json');
  await writeTreeFile(file, size);
  const environment = environmentOf(database.url, database.folder);
  await run([MAIN, 'migrate'], environment);
  let peak = 0;
  const reportPeak = (kibibytes) => (peak = kibibytes * 1024);
  const ms = await timed(() => run([MAIN, 'import', file], environment, reportPeak));
  return { ms, peak, bytes: statSync(file).size };
}

/** The rows that the import left, through the driver into an empty database: milliseconds. */
async function insertInto(database, filled) {
  await run([MAIN, 'migrate'], environmentOf(database.url, database.folder));
  return copyRows(filled, database, TABLES);
}
