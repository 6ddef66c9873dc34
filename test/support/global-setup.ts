import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

/**
 * One run of jest: a folder for its files and a prefix for its databases, both removed by global-teardown.ts.
 * (`npm test` names a scratch folder, which it removes also where jest was killed.)
 * It starts no server: KEYTREE_TEST_DATABASE_URL names one that runs (`npm test` starts a private one by itself).
 */
export default async function globalSetup(): Promise<void> {
  const server = process.env.KEYTREE_TEST_DATABASE_URL;
  if (server) {
    const connection = await createConnection(server).catch((error: unknown) => {
      throw new Error(`KEYTREE_TEST_DATABASE_URL: no database server answers there (${String(error)})`);
    });
    await connection.end();
  }
  // Once, before suites that open it run side by side; where it fails they say so.
  spawnSync(process.execPath, [join(__dirname, '../../scripts/build-if-stale.mjs'), 'console'], { stdio: 'inherit' });
  process.env.KEYTREE_TEST_FOLDER = mkdtempSync(join(process.env.KEYTREE_TEST_SCRATCH ?? tmpdir(), 'keytree-test-'));
  process.env.KEYTREE_TEST_PREFIX = `keytree_test_${randomBytes(4).toString('hex')}_`;
}
