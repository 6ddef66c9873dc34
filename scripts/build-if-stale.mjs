// Before `npm start` and the tests: builds what is not there or older than a source. A look at the files' times, no more.
//   node scripts/build-if-stale.mjs [service] [console]     (both where none is named)
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const MODULES = join(ROOT, 'node_modules');

const PARTS = {
  service: {
    sources: ['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json'],
    needed: 'dist/main.js',
    /** Its time is that of the last build. */
    built: 'dist/.tsbuildinfo',
    folder: ROOT,
    command: [join(MODULES, 'typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
  },
  console: {
    sources: ['console/src', 'console/build', ...['package.json', 'vite.config.ts', 'index.html'].map(ofConsole)],
    needed: 'console/dist/persisted-documents.json',
    built: 'console/dist/index.html',
    folder: join(ROOT, 'console'),
    command: [join(MODULES, 'vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
  },
};

function ofConsole(name) {
  return `console/${name}`;
}

function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isFresh({ sources, needed, built }) {
  if (!existsSync(join(ROOT, needed)) || !existsSync(join(ROOT, built))) return false;
  return statSync(join(ROOT, built)).mtimeMs >= Math.max(...sources.map((path) => newest(join(ROOT, path))));
}

const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : Object.keys(PARTS)) {
  const { sources, built, folder, command } = PARTS[name];
  // An image without sources or compiler has what it was built with.
  if (!existsSync(join(ROOT, sources[0])) || !existsSync(command[0]) || isFresh(PARTS[name])) continue;
  console.log(`keytree: building the ${name}`);
  const { status } = spawnSync(process.execPath, command, { cwd: folder, stdio: 'inherit' });
  // tsc leaves it as it is where nothing had changed but the files' times.
  if (status === 0) utimesSync(join(ROOT, built), new Date(), new Date());
  else process.exitCode = status ?? 1;
}
