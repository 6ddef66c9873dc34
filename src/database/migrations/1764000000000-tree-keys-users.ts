import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type Dialect, dialectOf } from '../dialect';
import { columnTypes, createTable } from './table';

/**
 * The first schema. Each statement may be repeated: MySQL cannot roll back DDL, so a migration that was cut off
 * is run again from its start.
 */
export class TreeKeysUsers1764000000000 implements MigrationInterface {
  name = 'TreeKeysUsers1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statementsFor(dialectOf(runner.dataSource))) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Keytree does not migrate backwards: restore a backup instead.'));
  }
}

function statementsFor(dialect: Dialect): string[] {
  const { ascii, id, text, bytes, hash, instant, flag, json, bigint } = columnTypes(dialect);
  const user = dialect === 'mysql' ? '`user`' : '"user"';
  const nameKey = bytes(1000);
  const path = ascii(561);
  const table = (name: string, lines: string[], indexes?: Record<string, string>): string[] =>
    createTable(dialect, name, lines, indexes);

  const flags = [
    `full_api_access ${flag} NOT NULL`,
    `allow_unauthenticated_requests ${flag} NOT NULL`,
    `allow_untrusted_endpoints ${flag} NOT NULL`,
    `automatic_endpoint_trust ${flag} NOT NULL`,
  ];

  return [
    ...table('installation', [
      'id INT NOT NULL PRIMARY KEY CHECK (id = 1)',
      `seq ${bigint} NOT NULL`,
      `epoch ${id} NOT NULL`,
    ]),
    ...table('data_key', [
      `purpose ${ascii(40)} NOT NULL PRIMARY KEY`,
      `fingerprint ${ascii(32)} NOT NULL`,
      `wrapped ${bytes(200)} NOT NULL`,
    ]),
    ...table(
      'account',
      [
        `id ${id} NOT NULL PRIMARY KEY`,
        `kind ${ascii(8)} NOT NULL CHECK (kind IN ('VENDOR', 'CUSTOMER'))`,
        `parent_id ${id} NULL`,
        `parent_kind ${ascii(8)} NULL`,
        'root_slot INT NULL',
        `path ${path} NOT NULL`,
        'depth INT NOT NULL CHECK (depth BETWEEN 0 AND 16)',
        `name ${text(200)} NOT NULL`,
        `name_key ${nameKey} NOT NULL`,
        `status ${ascii(9)} NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED'))`,
        `external_id ${bytes(255)} NULL`,
        'user_access_token_seconds INT NULL',
        'device_access_token_seconds INT NULL',
        'refresh_token_seconds INT NULL',
        'version INT NOT NULL',
        `created_at ${instant} NOT NULL`,
        `updated_at ${instant} NOT NULL`,
        'CONSTRAINT account_root UNIQUE (root_slot)',
        'CONSTRAINT account_path UNIQUE (path)',
        'CONSTRAINT account_external_id UNIQUE (external_id)',
        'CONSTRAINT account_id_kind UNIQUE (id, kind)',
        'CONSTRAINT account_parent FOREIGN KEY (parent_id, parent_kind) REFERENCES account (id, kind)',
        `CONSTRAINT account_place CHECK (
    (root_slot = 1 AND root_slot IS NOT NULL AND parent_id IS NULL AND parent_kind IS NULL AND kind = 'VENDOR')
    OR (parent_kind = 'VENDOR' AND parent_kind IS NOT NULL AND parent_id IS NOT NULL AND root_slot IS NULL))`,
      ],
      { account_children: 'parent_id, name_key, id' },
    ),
    ...table(
      'account_domain',
      [
        `domain ${ascii(253)} NOT NULL PRIMARY KEY`,
        `account_id ${id} NOT NULL`,
        'CONSTRAINT account_domain_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
      ],
      { account_domain_of: 'account_id' },
    ),
    ...table('account_former_path', [
      `account_id ${id} NOT NULL`,
      `path ${path} NOT NULL`,
      'PRIMARY KEY (account_id, path)',
      'CONSTRAINT account_former_path_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
    ]),
    ...table('api_key', [
      `id ${id} NOT NULL PRIMARY KEY`,
      `account_id ${id} NOT NULL`,
      `name ${text(200)} NOT NULL`,
      `name_key ${nameKey} NOT NULL`,
      `hint ${text(16)} NOT NULL`,
      `active ${flag} NOT NULL`,
      ...flags,
      `expires_at ${instant} NULL`,
      `allowed_ips ${json} NOT NULL`,
      `predefined ${flag} NOT NULL`,
      `fixed_template_value ${flag} NOT NULL`,
      `client_type ${ascii(8)} NOT NULL`,
      `permissions ${json} NOT NULL`,
      'description TEXT NULL',
      `tags ${json} NOT NULL`,
      'version INT NOT NULL',
      `created_at ${instant} NOT NULL`,
      `created_by ${ascii(64)} NOT NULL`,
      `updated_at ${instant} NOT NULL`,
      `last_used_at ${instant} NULL`,
      `last_used_ip ${ascii(45)} NULL`,
      'CONSTRAINT api_key_name UNIQUE (account_id, name_key)',
      'CONSTRAINT api_key_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
    ]),
    ...table('api_key_value', [
      `value_hash ${hash} NOT NULL`,
      `account_id ${id} NOT NULL`,
      `key_id ${id} NOT NULL`,
      'is_current INT NULL CHECK (is_current = 1)',
      `works_until ${instant} NULL`,
      'PRIMARY KEY (value_hash, account_id)',
      'CONSTRAINT api_key_value_current UNIQUE (key_id, is_current)',
      'CONSTRAINT api_key_value_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
      'CONSTRAINT api_key_value_key FOREIGN KEY (key_id) REFERENCES api_key (id) ON DELETE CASCADE',
    ]),
    ...table(
      'key_block',
      [
        `account_id ${id} NOT NULL`,
        `key_id ${id} NOT NULL`,
        `created_at ${instant} NOT NULL`,
        `created_by ${ascii(64)} NOT NULL`,
        'PRIMARY KEY (account_id, key_id)',
        'CONSTRAINT key_block_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
        'CONSTRAINT key_block_key FOREIGN KEY (key_id) REFERENCES api_key (id) ON DELETE CASCADE',
      ],
      { key_block_of_key: 'key_id' },
    ),
    ...table('api_key_template', [
      `id ${id} NOT NULL PRIMARY KEY`,
      `account_id ${id} NOT NULL`,
      `name ${text(200)} NOT NULL`,
      `name_key ${nameKey} NOT NULL`,
      `client_type ${ascii(8)} NOT NULL`,
      `active ${flag} NOT NULL`,
      ...flags,
      'description TEXT NULL',
      `value_hash ${hash} NULL`,
      `hint ${text(16)} NULL`,
      'version INT NOT NULL',
      `created_at ${instant} NOT NULL`,
      `updated_at ${instant} NOT NULL`,
      'CONSTRAINT api_key_template_name UNIQUE (account_id, name_key)',
      'CONSTRAINT api_key_template_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
    ]),
    ...table(user, [
      `id ${id} NOT NULL PRIMARY KEY`,
      `account_id ${id} NOT NULL`,
      `name ${text(200)} NOT NULL`,
      `name_key ${nameKey} NOT NULL`,
      `password_hash ${ascii(255)} NOT NULL`,
      `disabled ${flag} NOT NULL`,
      `email ${text(254)} NULL`,
      `display_name ${text(200)} NULL`,
      'version INT NOT NULL',
      `created_at ${instant} NOT NULL`,
      `updated_at ${instant} NOT NULL`,
      'CONSTRAINT user_name UNIQUE (account_id, name_key)',
      'CONSTRAINT user_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
    ]),
    ...table('role', [
      `id ${id} NOT NULL PRIMARY KEY`,
      `account_id ${id} NOT NULL`,
      `name ${text(200)} NOT NULL`,
      `name_key ${nameKey} NOT NULL`,
      'description TEXT NULL',
      `permissions ${json} NOT NULL`,
      'version INT NOT NULL',
      `created_at ${instant} NOT NULL`,
      `updated_at ${instant} NOT NULL`,
      'CONSTRAINT role_name UNIQUE (account_id, name_key)',
      'CONSTRAINT role_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
    ]),
    ...table(
      'role_grant',
      [
        `id ${id} NOT NULL PRIMARY KEY`,
        `user_id ${id} NOT NULL`,
        `role_id ${id} NOT NULL`,
        `account_id ${id} NOT NULL`,
        `created_at ${instant} NOT NULL`,
        `created_by ${ascii(64)} NOT NULL`,
        'CONSTRAINT role_grant_once UNIQUE (user_id, role_id, account_id)',
        `CONSTRAINT role_grant_user FOREIGN KEY (user_id) REFERENCES ${user} (id) ON DELETE CASCADE`,
        'CONSTRAINT role_grant_role FOREIGN KEY (role_id) REFERENCES role (id) ON DELETE CASCADE',
        'CONSTRAINT role_grant_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE',
      ],
      { role_grant_of_role: 'role_id', role_grant_on_account: 'account_id' },
    ),
    ...table(
      'session',
      [
        `id ${id} NOT NULL PRIMARY KEY`,
        `user_id ${id} NOT NULL`,
        `access_hash ${hash} NOT NULL`,
        `access_expires_at ${instant} NOT NULL`,
        `expires_at ${instant} NOT NULL`,
        `created_at ${instant} NOT NULL`,
        `ip ${ascii(45)} NULL`,
        'CONSTRAINT session_access UNIQUE (access_hash)',
        `CONSTRAINT session_user FOREIGN KEY (user_id) REFERENCES ${user} (id) ON DELETE CASCADE`,
      ],
      { session_of_user: 'user_id', session_end: 'expires_at' },
    ),
    ...table(
      'session_refresh_token',
      [
        `token_hash ${hash} NOT NULL PRIMARY KEY`,
        `session_id ${id} NOT NULL`,
        `expires_at ${instant} NOT NULL`,
        `used_at ${instant} NULL`,
        'CONSTRAINT session_refresh_token_session FOREIGN KEY (session_id) REFERENCES session (id) ON DELETE CASCADE',
      ],
      { session_refresh_token_of: 'session_id' },
    ),
    ...table(
      'attempt',
      [`bucket ${hash} NOT NULL PRIMARY KEY`, 'count INT NOT NULL', `window_ends_at ${instant} NOT NULL`],
      { attempt_end: 'window_ends_at' },
    ),
    ...table('change_record', [
      `seq ${bigint} NOT NULL`,
      'n INT NOT NULL',
      `kind ${ascii(32)} NOT NULL`,
      `ref ${ascii(65)} NOT NULL`,
      'PRIMARY KEY (seq, n)',
    ]),
    ...table(
      'audit_event',
      [
        `id ${id} NOT NULL PRIMARY KEY`,
        `seq ${bigint} NULL`,
        `at ${instant} NOT NULL`,
        `actor_kind ${ascii(16)} NOT NULL`,
        `actor_id ${id} NULL`,
        `actor_name ${text(200)} NULL`,
        `ip ${ascii(45)} NULL`,
        `action ${ascii(48)} NOT NULL`,
        `account_id ${id} NOT NULL`,
        `path_then ${path} NOT NULL`,
        `target_type ${ascii(24)} NOT NULL`,
        `target_id ${id} NULL`,
        `target_name ${text(200)} NULL`,
        `${dialect === 'mysql' ? '`before`' : '"before"'} ${json} NULL`,
        `${dialect === 'mysql' ? '`after`' : '"after"'} ${json} NULL`,
      ],
      { audit_event_line: 'path_then, id' },
    ),
  ];
}
