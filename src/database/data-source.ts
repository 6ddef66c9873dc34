import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from '../entities';
import { TreeKeysUsers1764000000000 } from './migrations/1764000000000-tree-keys-users';
import { Verification1764100000000 } from './migrations/1764100000000-verification';
import { EndpointsTokens1764200000000 } from './migrations/1764200000000-endpoints-tokens';
import { Notifications1764300000000 } from './migrations/1764300000000-notifications';
import { MysqlNodes } from './mysql-nodes';

export const MIGRATIONS = [
  TreeKeysUsers1764000000000,
  Verification1764100000000,
  EndpointsTokens1764200000000,
  Notifications1764300000000,
];
export const MIGRATIONS_TABLE = 'keytree_migration';

/** How long a statement waits for SQLite's write lock (the command line in another process holds it, say). */
export const BUSY_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;

export interface DatabaseOptions {
  /** `sqlite:PATH` or `mysql://user:password@host:port,host:port/database` (MariaDB too). */
  url: string;
  /** Connections to MySQL, at most. */
  poolSize?: number;
  /** How long a statement may read that is no part of a transaction, where the database knows such a limit. */
  readLimitMs?: number | undefined;
  /** A connection on which the database says nothing for so long is given up, also in a statement. */
  silenceMs?: number | undefined;
  /** Called with every statement: for tests and benchmarks that count them. */
  onStatement?: ((sql: string) => void) | undefined;
}

export function sqlitePath(url: string): string | null {
  return url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null;
}

export function dataSourceFor(options: DatabaseOptions, readOnly = false): DataSource {
  const common = {
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'none' as const,
    synchronize: false,
    ...(options.onStatement
      ? { logging: ['query' as const], logger: statementLogger(options.onStatement) }
      : { logging: false as const }),
  };
  const path = sqlitePath(options.url);
  if (path !== null) {
    if (!readOnly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const sqlite: DataSourceOptions = {
      ...common,
      type: 'better-sqlite3',
      database: path,
      enableWAL: !readOnly,
      readonly: readOnly,
      timeout: BUSY_TIMEOUT_MS,
      prepareDatabase: (database: { pragma(text: string): unknown }) => {
        database.pragma('foreign_keys = ON');
        // With WAL, NORMAL may lose the last commits in a power cut; an answered change must not be lost.
        database.pragma('synchronous = FULL');
      },
    };
    return new DataSource(sqlite);
  }
  const nodes = MysqlNodes.of(options.url);
  return new DataSource({
    ...common,
    type: 'mysql',
    url: nodes.url,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    extra: {
      connectionLimit: options.poolSize ?? 10,
      connectTimeout: CONNECT_TIMEOUT_MS,
      stream: () => nodes.connect(CONNECT_TIMEOUT_MS, options.silenceMs),
    },
  });
}

function statementLogger(onStatement: (sql: string) => void): {
  logQuery(sql: string): void;
  logQueryError(): void;
  logQuerySlow(): void;
  logSchemaBuild(): void;
  logMigration(): void;
  log(): void;
} {
  const ignore = (): void => undefined;
  return {
    logQuery: onStatement,
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
}
