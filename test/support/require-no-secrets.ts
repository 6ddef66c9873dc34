import type { DataSource } from 'typeorm';

/** What nobody may find in a copy of the database: tokens, credentials, generated values, private keys, webhook secrets. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'a token or credential': /kt[a-z]_[0-9A-Za-z]{43}(?![0-9A-Za-z])/,
  'a generated key value': /kt_[0-9A-Za-z]{38}(?![0-9A-Za-z])/,
  'a signed token': /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{20,}/,
  'a private key': /PRIVATE KEY|"d"\s*:\s*"/,
  'a webhook secret': /whsec_[0-9A-Za-z+/]{20,}/,
};

/** Rows of one table that are looked at. */
const MOST_ROWS = 20_000;

/** Reads the whole database as whoever got hold of a dump. @throws where a secret stands in it */
export async function requireNoSecrets(source: DataSource): Promise<void> {
  for (const { tableName } of source.entityMetadatas) {
    const rows = await source.query<Record<string, unknown>[]>(
      `SELECT * FROM ${source.driver.escape(tableName)} LIMIT ${MOST_ROWS}`,
    );
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const text = Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
        for (const [what, pattern] of Object.entries(SECRETS)) {
          if (pattern.test(text)) throw new Error(`${tableName}.${column} holds ${what} in plain`);
        }
      }
    }
  }
}
