// All benchmarks, one after the other. Fails where one misses what it must reach.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const GRAPHQL = ['start', 'effective-keys', 'import', 'graphql-throughput', 'console'];
const IN_MEMORY = ['verify-batch', 'decision', 'directory-memory', 'revocation'];
const LONG = ['verify-http', 'verify-user-token', 'side-by-side', 'soak'];

for (const name of [...GRAPHQL, ...IN_MEMORY, ...LONG]) {
  const path = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  const { status } = spawnSync(process.execPath, [path], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
