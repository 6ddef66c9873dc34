// Servers and commands as processes of their own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Clock ticks of /proc, which Linux fixes at 100 a second for programs. */
const TICK_MS = 10;

/** A server that is told its port; `answers` says by which address it shows that it is ready. */
export async function startServer(words, environment, answers) {
  const port = await freePort();
  const child = spawn(process.execPath, words, {
    env: { ...environment, KEYTREE_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswer(child, `${url}${answers}`);
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url, stop, cpuMs: () => cpuMs(child.pid) };
}

/** Any answer but a refusal: whoever has no such address answers 404. */
async function untilAnswer(child, url) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const status = await fetch(url).then(
      (response) => response.status,
      () => 503,
    );
    if (status !== 503) return;
    await sleep(2);
  }
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Processor time of the process so far; null where the system does not say. */
function cpuMs(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return null;
  }
}

const REPORT_PEAK = new URL('report-peak.mjs', import.meta.url).href;

/**
 * Runs a command to its end; answers what it wrote to standard output.
 * @param reportPeak is told the most memory that it held, in KiB
 * @throws where it fails
 */
export async function run(words, environment, reportPeak) {
  const preload = reportPeak ? ['--import', REPORT_PEAK] : [];
  const child = spawn(process.execPath, [...preload, ...words], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const texts = { 1: '', 2: '', 3: '' };
  for (const descriptor of [1, 2, 3]) {
    child.stdio[descriptor].setEncoding('utf8').on('data', (text) => (texts[descriptor] += text));
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${words[0]} ended with ${code}: ${texts[2] || texts[1]}`);
  reportPeak?.(Number(texts[3]));
  return texts[1];
}
