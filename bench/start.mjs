// `npm start` to a ready server, on an installed and built tree; the size of the install and its dependencies.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder } from './support/databases.mjs';
import { line, mebibytes, median, ratio, spread, title } from './support/figures.mjs';
import { ROOT, environmentOf } from './support/product.mjs';
import { freePort } from './support/processes.mjs';

const RUNS = 5;
const LIMIT_MS = 2000;

title('npm start to a ready server, and what an install takes');
const first = [];
const second = [];
for (let run = 0; run < RUNS; run++) {
  await inFolder(async (folder) => {
    first.push(await start(folder));
    second.push(await start(folder));
  });
}
line('first start, on an empty data folder', spread(first));
line('second start', spread(second));
ratio('first start / 2 s', median(first) / LIMIT_MS, { atMost: 1 });
ratio('second start / 2 s', median(second) / LIMIT_MS, { atMost: 1 });
await reportInstall();

/** Milliseconds from the call of npm until /readyz answers 200. */
async function start(folder) {
  const port = await freePort();
  const from = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: {
      HOME: process.env.HOME,
      ...environmentOf(`sqlite:${join(folder, 'keytree.db')}`, folder),
      NODE_ENV: 'development',
      KEYTREE_PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    // A group of its own: npm runs the service in a shell.
    detached: true,
  });
  while (!(await isReady(port))) {
    if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}`);
    await sleep(5);
  }
  const took = performance.now() - from;
  const gone = once(npm, 'close');
  process.kill(-npm.pid, 'SIGTERM');
  await gone;
  return took;
}

function isReady(port) {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

async function reportInstall() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const all = Object.entries(packages).filter(([path]) => path !== '');
  const production = all.filter(([, { dev, devOptional }]) => !dev && !devOptional);
  line('dependencies, direct', `${count(dependencies)} to run, ${count(devDependencies)} to develop`);
  line('packages in the lock file', `${production.length} to run, ${all.length - production.length} more to develop`);
  await inFolder(async (folder) => {
    for (const name of ['package.json', 'package-lock.json', '.npmrc'])
      copyFileSync(join(ROOT, name), join(folder, name));
    const npm = spawn('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
    const [code] = await once(npm, 'close');
    if (code !== 0) line('production install', `not measured: npm ci ended with ${code}`);
    else {
      const modules = join(folder, 'node_modules');
      const { packages: installed } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
      line('production install', `${mebibytes(bytesOn(modules))} on disk, ${count(installed)} packages`);
    }
  });
  console.log();
}

function count(object) {
  return Object.keys(object).length;
}

/** What the folder takes of the disk, as du counts. */
function bytesOn(path) {
  const stats = lstatSync(path);
  const within = stats.isDirectory() ? readdirSync(path).map((name) => bytesOn(join(path, name))) : [];
  return within.reduce((sum, bytes) => sum + bytes, stats.blocks * 512);
}
