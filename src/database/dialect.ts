import type { DataSource } from 'typeorm';

/** All that differs between the databases stands in this folder; the rest of the code asks this. */
export type Dialect = 'sqlite' | 'mysql';

export function dialectOf(source: DataSource): Dialect {
  return source.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql';
}

/** A parameter of raw SQL for an instant, in the form in which the entities keep it. */
export function instantParameter(dialect: Dialect, instant: Date): Date | string {
  if (dialect === 'mysql') return instant;
  return instant.toISOString().replace('T', ' ').slice(0, 23);
}

/** Errors after which the whole use case may be tried again: deadlock, lock wait, busy, Galera's certification. */
export function isTransient(error: unknown): boolean {
  const driverError = (error as { driverError?: unknown }).driverError ?? error;
  const { errno, code } = driverError as { errno?: number; code?: string };
  return errno === 1213 || errno === 1205 || errno === 1020 || (code ?? '').startsWith('SQLITE_BUSY');
}

/** Of the network, and of a server that lets go of the connection or cannot take one. */
const LOST = new Set<unknown>([
  ...['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  // Too many connections, shut down, ended by an administrator, idle for too long.
  ...[1040, 1053, 1927, 4031],
]);
/** What a node answers that is no part of its cluster (Galera), or not yet. */
const ER_NOT_READY = 1047;

/** The connection ended, or there was none to be had: unless it was COMMIT that was sent, nothing was done. */
export function isConnectionLost(error: unknown): boolean {
  const driverError = (error as { driverError?: unknown }).driverError ?? error;
  const { errno, code, fatal } = driverError as { errno?: number; code?: string; fatal?: boolean };
  return LOST.has(errno) || LOST.has(code) || (fatal === true && errno === undefined);
}

/** The server is there but does no work. */
export function isNotReady(error: unknown): boolean {
  const driverError = (error as { driverError?: unknown }).driverError ?? error;
  return (driverError as { errno?: number }).errno === ER_NOT_READY;
}

/** Whether a unique or primary key refused the row. */
export function isDuplicate(error: unknown): boolean {
  const driverError = (error as { driverError?: unknown }).driverError ?? error;
  const { errno, code } = driverError as { errno?: number; code?: string };
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** Raw SQL that puts texts together: MySQL reads `||` as OR. */
export function concatenated(dialect: Dialect, ...parts: readonly string[]): string {
  return dialect === 'mysql' ? `CONCAT(${parts.join(', ')})` : parts.join(' || ');
}

/** MySQL and MariaDB end a statement of the session that reads longer; SQLite has nothing of the kind. */
export function statementLimit(serverVersion: string, ms: number): string {
  return /mariadb/i.test(serverVersion)
    ? `SET SESSION max_statement_time = ${ms / 1000}`
    : `SET SESSION max_execution_time = ${ms}`;
}
