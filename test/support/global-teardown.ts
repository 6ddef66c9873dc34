import { rmSync } from 'node:fs';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** Removes what the run's suites left behind, also those that failed half way. */
export default async function globalTeardown(): Promise<void> {
  const { KEYTREE_TEST_FOLDER: folder, KEYTREE_TEST_PREFIX: prefix, KEYTREE_TEST_DATABASE_URL: server } = process.env;
  if (folder) rmSync(folder, { recursive: true, force: true });
  if (!server || !prefix) return;
  const connection = await createConnection(server);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      'SELECT schema_name AS name FROM information_schema.schemata WHERE LEFT(schema_name, ?) = ?',
      [prefix.length, prefix],
    );
    for (const row of rows) await connection.query('DROP DATABASE IF EXISTS ??', [row.name]);
  } finally {
    await connection.end();
  }
}
