// Before `npm start`: builds where dist/ is not there or older than a source. A look at the files' times, no more.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = ['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Its time is that of the last build. */
const built = join(ROOT, 'dist/.tsbuildinfo');
const isFresh =
  existsSync(join(ROOT, 'dist/main.js')) &&
  existsSync(built) &&
  statSync(built).mtimeMs >= Math.max(...SOURCES.map((path) => newest(join(ROOT, path))));

// An image without sources or compiler has what it was built with.
if (!isFresh && existsSync(join(ROOT, 'src')) && existsSync(TSC)) {
  console.log('keytree: building');
  const { status } = spawnSync(process.execPath, [TSC, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
  // tsc leaves it as it is where nothing had changed but the files' times.
  if (status === 0) utimesSync(built, new Date(), new Date());
  process.exitCode = status ?? 1;
}
