// The committed schema: `emit` writes it from the code (build first), `check` fails where it drifted.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const FILE = join(ROOT, 'schema/schema.graphql');

const printed = spawnSync(process.execPath, [join(ROOT, 'bin/keytree.js'), 'print-schema'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (printed.status !== 0 || !printed.stdout) {
  console.error('keytree print-schema failed');
  process.exit(1);
}

if (process.argv[2] === 'emit') {
  writeFileSync(FILE, printed.stdout);
} else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== printed.stdout) {
  console.error('schema/schema.graphql is not what the code says: run `npm run schema:emit` and commit it');
  spawnSync('diff', ['-u', FILE, '-'], { input: printed.stdout, stdio: ['pipe', 'inherit', 'inherit'] });
  process.exit(1);
} else {
  console.log('schema/schema.graphql is what the code says');
}
