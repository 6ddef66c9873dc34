// The committed descriptions of the API: `emit` writes them from the code (build first), `check` fails where one drifted.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const DESCRIPTIONS = { 'print-schema': 'schema/schema.graphql', 'print-openapi': 'schema/openapi.json' };

function printed(command) {
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'bin/keytree.js'), command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0 && stdout) return stdout;
  console.error(`keytree ${command} failed`);
  process.exit(1);
}

function emit(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function check(name, file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) {
    console.log(`${name} is what the code says`);
    return;
  }
  console.error(`${name} is not what the code says: run \`npm run schema:emit\` and commit it`);
  spawnSync('diff', ['-uN', file, '-'], { input: text, stdio: ['pipe', 'inherit', 'inherit'] });
  process.exitCode = 1;
}

for (const [command, name] of Object.entries(DESCRIPTIONS)) {
  const file = join(ROOT, name);
  const text = printed(command);
  if (process.argv[2] === 'emit') emit(file, text);
  else check(name, file, text);
}
