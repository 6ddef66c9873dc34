// Fails where console/src/gql is not what its operations and the schema make of it: `npm run schema:emit` writes it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONSOLE = join(import.meta.dirname, '../console');
const EMITTED = join(CONSOLE, 'src/gql');
const before = mkdtempSync(join(tmpdir(), 'keytree-gql-'));

function filesOf(folder) {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

cpSync(EMITTED, before, { recursive: true });
const { status } = spawnSync('npm', ['run', '--silent', 'emit'], { cwd: CONSOLE, stdio: 'inherit' });
const [was, is] = [filesOf(before), filesOf(EMITTED)];
const drifted = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
// As it was: a check changes nothing.
rmSync(EMITTED, { recursive: true });
cpSync(before, EMITTED, { recursive: true });
rmSync(before, { recursive: true });
if (status !== 0) process.exitCode = 1;
if (drifted.length > 0) {
  console.error(`console/src/gql is not up to date (${drifted.join(', ')}): npm run schema:emit`);
  process.exitCode = 1;
}
