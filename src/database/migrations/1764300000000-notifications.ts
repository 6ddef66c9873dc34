import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type Dialect, dialectOf } from '../dialect';
import { columnTypes, createTable } from './table';

/** Webhooks, what is to be sent to them, and what is needed to find out what they are to be told. */
export class Notifications1764300000000 implements MigrationInterface {
  name = 'Notifications1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOf(runner.dataSource);
    for (const statement of statementsFor(dialect)) await runner.query(statement);
    await addExpiryIndex(runner, dialect);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Keytree does not migrate backwards: restore a backup instead.'));
  }
}

function statementsFor(dialect: Dialect): string[] {
  const { ascii, id, text, bytes, instant, flag, json, bigint } = columnTypes(dialect);
  return [
    ...createTable(dialect, 'webhook', [
      `id ${id} NOT NULL PRIMARY KEY`,
      `account_id ${id} NOT NULL`,
      `name ${text(200)} NOT NULL`,
      `name_key ${bytes(1000)} NOT NULL`,
      `url ${ascii(2000)} NOT NULL`,
      `sealed_secret ${bytes(200)} NOT NULL`,
      `sealed_previous_secret ${bytes(200)} NULL`,
      `previous_secret_signs_until ${instant} NULL`,
      `enabled ${flag} NOT NULL`,
      `events ${json} NOT NULL`,
      'refusals_threshold INT NOT NULL',
      'version INT NOT NULL',
      `created_at ${instant} NOT NULL`,
      `created_by ${ascii(64)} NOT NULL`,
      `updated_at ${instant} NOT NULL`,
      'CONSTRAINT webhook_name UNIQUE (account_id, name_key)',
      'CONSTRAINT webhook_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
    ]),
    // `next_attempt_at` is null where there is none, so its index holds what is still to be sent and nothing else.
    ...createTable(
      dialect,
      'webhook_delivery',
      [
        `id ${id} NOT NULL PRIMARY KEY`,
        `webhook_id ${id} NOT NULL`,
        `event_type ${ascii(40)} NOT NULL`,
        `payload ${json} NULL`,
        `created_at ${instant} NOT NULL`,
        `status ${ascii(9)} NOT NULL CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED'))`,
        'attempts INT NOT NULL',
        `attempted_at ${instant} NULL`,
        `next_attempt_at ${instant} NULL`,
        'response_status INT NULL',
        `error ${ascii(24)} NULL`,
        'CONSTRAINT webhook_delivery_webhook FOREIGN KEY (webhook_id) REFERENCES webhook (id) ON DELETE CASCADE',
      ],
      { webhook_delivery_of: 'webhook_id, id', webhook_delivery_due: 'next_attempt_at, webhook_id' },
    ),
    // Refused requests by the hour, YYYY-MM-DDTHH in UTC; `told` is up to which number webhooks were told of them. No
    // foreign keys, as the tables of usage have none.
    ...createTable(dialect, 'refusal_hour', [
      `hour ${ascii(13)} NOT NULL`,
      `account_id ${id} NOT NULL`,
      `refusals ${bigint} NOT NULL`,
      `told ${bigint} NOT NULL DEFAULT 0`,
      'PRIMARY KEY (hour, account_id)',
    ]),
    // Until when everything that time brings has been told.
    ...createTable(dialect, 'told_until', [`name ${ascii(32)} NOT NULL PRIMARY KEY`, `at ${instant} NOT NULL`]),
  ];
}

/** Most keys have no expiry. MySQL knows neither an index of some rows nor one that may be there already. */
async function addExpiryIndex(runner: QueryRunner, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') {
    await runner.query(
      'CREATE INDEX IF NOT EXISTS api_key_expiry ON api_key (expires_at) WHERE expires_at IS NOT NULL',
    );
    return;
  }
  const known = (await runner.query(
    `SELECT 1 AS one FROM information_schema.statistics
     WHERE table_schema = DATABASE() AND table_name = 'api_key' AND index_name = 'api_key_expiry'`,
  )) as object[];
  if (known.length === 0) await runner.query('CREATE INDEX api_key_expiry ON api_key (expires_at)');
}
