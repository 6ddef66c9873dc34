import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type Dialect, dialectOf } from '../dialect';
import { columnTypes, createTable } from './table';

/** Gateways, and what they tell of the use of keys. Each statement may be repeated. */
export class Verification1764100000000 implements MigrationInterface {
  name = 'Verification1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statementsFor(dialectOf(runner.dataSource))) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Keytree does not migrate backwards: restore a backup instead.'));
  }
}

function statementsFor(dialect: Dialect): string[] {
  const { ascii, id, text, bytes, hash, instant, flag, bigint } = columnTypes(dialect);
  return [
    ...createTable(dialect, 'gateway', [
      `id ${id} NOT NULL PRIMARY KEY`,
      `account_id ${id} NOT NULL`,
      `name ${text(200)} NOT NULL`,
      `name_key ${bytes(1000)} NOT NULL`,
      `credential_hash ${hash} NOT NULL`,
      `hint ${text(16)} NOT NULL`,
      `enabled ${flag} NOT NULL`,
      'version INT NOT NULL',
      `created_at ${instant} NOT NULL`,
      `created_by ${ascii(64)} NOT NULL`,
      `updated_at ${instant} NOT NULL`,
      `last_seen_at ${instant} NULL`,
      'CONSTRAINT gateway_name UNIQUE (account_id, name_key)',
      'CONSTRAINT gateway_credential UNIQUE (credential_hash)',
      'CONSTRAINT gateway_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
    ]),
    // The three tables of usage have no foreign keys: whoever deletes a large account would wait under the write lock for
    // a year of its usage to go. What is left of it nobody sees, and it goes when it is old.
    // `day` is YYYY-MM-DD in UTC; `key_id` is empty where no key was found.
    ...createTable(
      dialect,
      'usage_day',
      [
        `account_id ${id} NOT NULL`,
        `day ${ascii(10)} NOT NULL`,
        `key_id ${ascii(32)} NOT NULL`,
        `outcome ${ascii(24)} NOT NULL`,
        `requests ${bigint} NOT NULL`,
        'PRIMARY KEY (account_id, day, key_id, outcome)',
      ],
      { usage_day_of_key: 'key_id, day', usage_day_age: 'day' },
    ),
    // The last time that a key opened an account from an address; empty where that was not known.
    ...createTable(
      dialect,
      'key_use',
      [
        `key_id ${id} NOT NULL`,
        `account_id ${id} NOT NULL`,
        `ip ${ascii(45)} NOT NULL`,
        `last_at ${instant} NOT NULL`,
        'PRIMARY KEY (key_id, account_id, ip)',
      ],
      { key_use_age: 'last_at' },
    ),
    ...createTable(
      dialect,
      'denied_request',
      [
        `id ${id} NOT NULL PRIMARY KEY`,
        `at ${instant} NOT NULL`,
        `account_id ${id} NOT NULL`,
        `key_id ${id} NULL`,
        `gateway_id ${id} NULL`,
        `code ${ascii(24)} NOT NULL`,
        `operation ${ascii(16)} NOT NULL`,
        `ip ${ascii(45)} NULL`,
      ],
      { denied_request_of_account: 'account_id, id' },
    ),
    // One at a time in an installation: whoever holds the lease.
    ...createTable(dialect, 'job_lease', [
      `name ${ascii(32)} NOT NULL PRIMARY KEY`,
      `holder ${id} NOT NULL`,
      `ends_at ${instant} NOT NULL`,
    ]),
  ];
}
