import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type Dialect, dialectOf } from '../dialect';
import { columnTypes, createTable } from './table';

/** Devices, the tokens of devices and of users who logged in through a key, and what signs them. */
export class EndpointsTokens1764200000000 implements MigrationInterface {
  name = 'EndpointsTokens1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOf(runner.dataSource);
    for (const statement of statementsFor(dialect)) await runner.query(statement);
    const user = dialect === 'mysql' ? '`user`' : '"user"';
    if (!(await runner.hasColumn('user', 'sign_ins'))) {
      await runner.query(`ALTER TABLE ${user} ADD COLUMN sign_ins BIGINT NOT NULL DEFAULT 0`);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Keytree does not migrate backwards: restore a backup instead.'));
  }
}

function statementsFor(dialect: Dialect): string[] {
  const { ascii, id, text, bytes, hash, instant, flag, json, bigint } = columnTypes(dialect);
  const user = dialect === 'mysql' ? '`user`' : '"user"';
  return [
    ...createTable(dialect, 'signing_key', [
      `id ${id} NOT NULL PRIMARY KEY`,
      `public_jwk ${json} NOT NULL`,
      `sealed_private_jwk ${bytes(1000)} NOT NULL`,
      `created_at ${instant} NOT NULL`,
      `signs_from ${instant} NOT NULL`,
    ]),
    // Keys come and go, and a device keeps its trust: so `key_id` refers to nothing.
    ...createTable(
      dialect,
      'endpoint',
      [
        `id ${id} NOT NULL PRIMARY KEY`,
        `account_id ${id} NOT NULL`,
        `client_id ${bytes(255)} NOT NULL`,
        `name ${text(200)} NOT NULL`,
        `client_type ${ascii(16)} NOT NULL`,
        `description ${text(500)} NULL`,
        `status ${ascii(8)} NOT NULL CHECK (status IN ('PENDING', 'TRUSTED', 'REJECTED', 'REVOKED'))`,
        `confirmed ${flag} NOT NULL`,
        `decided_by ${ascii(64)} NULL`,
        `decided_at ${instant} NULL`,
        `key_id ${id} NOT NULL`,
        `public_key ${json} NULL`,
        `registered_at ${instant} NOT NULL`,
        `registered_ip ${ascii(45)} NULL`,
        `last_seen_at ${instant} NULL`,
        `last_seen_ip ${ascii(45)} NULL`,
        `sign_ins ${bigint} NOT NULL`,
        'version INT NOT NULL',
        'CONSTRAINT endpoint_client UNIQUE (account_id, client_id)',
        'CONSTRAINT endpoint_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
      ],
      { endpoint_status: 'account_id, status, id', endpoint_of_client: 'client_id' },
    ),
    ...createTable(
      dialect,
      'device_registration',
      [
        `id ${id} NOT NULL PRIMARY KEY`,
        `endpoint_id ${id} NOT NULL`,
        `code_hash ${hash} NOT NULL`,
        `user_code ${ascii(9)} NOT NULL`,
        `status ${ascii(7)} NOT NULL CHECK (status IN ('WAITING', 'ALLOWED', 'DENIED'))`,
        `key_id ${id} NOT NULL`,
        `client_type ${ascii(16)} NOT NULL`,
        `description ${text(500)} NULL`,
        `public_key ${json} NULL`,
        `ip ${ascii(45)} NULL`,
        `address_group ${ascii(64)} NOT NULL`,
        `created_at ${instant} NOT NULL`,
        `expires_at ${instant} NOT NULL`,
        `polled_at ${instant} NULL`,
        'interval_seconds INT NOT NULL',
        'CONSTRAINT device_registration_code UNIQUE (code_hash)',
        'CONSTRAINT device_registration_endpoint FOREIGN KEY (endpoint_id) REFERENCES endpoint (id) ON DELETE CASCADE',
      ],
      {
        device_registration_of: 'endpoint_id',
        device_registration_waiting: 'key_id, address_group',
        device_registration_end: 'expires_at',
      },
    ),
    // `user_id` is null for a device's own tokens; `endpoint_id` for a user's that came without a device.
    ...createTable(
      dialect,
      'token_family',
      [
        `id ${id} NOT NULL PRIMARY KEY`,
        `account_id ${id} NOT NULL`,
        `user_id ${id} NULL`,
        `endpoint_id ${id} NULL`,
        `key_id ${id} NOT NULL`,
        `client_id ${bytes(255)} NOT NULL`,
        `created_at ${instant} NOT NULL`,
        `expires_at ${instant} NOT NULL`,
        `ip ${ascii(45)} NULL`,
        'CHECK (user_id IS NOT NULL OR endpoint_id IS NOT NULL)',
        'CONSTRAINT token_family_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
        `CONSTRAINT token_family_user FOREIGN KEY (user_id) REFERENCES ${user} (id) ON DELETE CASCADE`,
        'CONSTRAINT token_family_endpoint FOREIGN KEY (endpoint_id) REFERENCES endpoint (id) ON DELETE CASCADE',
      ],
      {
        token_family_of_user: 'user_id',
        token_family_of_endpoint: 'endpoint_id',
        token_family_of_account: 'account_id',
        token_family_end: 'expires_at',
      },
    ),
    ...createTable(
      dialect,
      'refresh_token',
      [
        `token_hash ${hash} NOT NULL PRIMARY KEY`,
        `family_id ${id} NOT NULL`,
        `expires_at ${instant} NOT NULL`,
        `used_at ${instant} NULL`,
        'CONSTRAINT refresh_token_family FOREIGN KEY (family_id) REFERENCES token_family (id) ON DELETE CASCADE',
      ],
      { refresh_token_of: 'family_id' },
    ),
    // Remembered until the last access token of the family has expired.
    ...createTable(dialect, 'ended_token_family', [`id ${id} NOT NULL PRIMARY KEY`, `forget_at ${instant} NOT NULL`], {
      ended_token_family_age: 'forget_at',
    }),
    // Keyed hashes of client and jti.
    ...createTable(
      dialect,
      'used_assertion',
      [`assertion_hash ${hash} NOT NULL PRIMARY KEY`, `forget_at ${instant} NOT NULL`],
      { used_assertion_age: 'forget_at' },
    ),
  ];
}
