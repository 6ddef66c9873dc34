import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { MIGRATIONS_TABLE } from './data-source';

/** What was asked cannot be done; the message says why and what to do. */
export class BackupError extends Error {
  readonly expected = true;
  override readonly name = 'BackupError';
}

/** SQLite's online backup: a consistent copy while the service runs. It holds hashes: for its owner alone. */
export async function backupSqlite(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new BackupError(`There is no database at ${from}.`);
  if (existsSync(to)) throw new BackupError(`${to} exists already: name a new file, a backup overwrites nothing.`);
  const part = `${to}.part`;
  const source = new SqliteDatabase(from, { readonly: true });
  try {
    await source.backup(part);
    chmodSync(part, 0o600);
    renameSync(part, to);
  } catch (error) {
    throw new BackupError(`${to} cannot be written: ${(error as Error).message}`);
  } finally {
    source.close();
    rmSync(part, { force: true });
  }
}

/** Looks whether the backup can be restored at all, and copies it beside the database; answers the copy's path. */
export function stageBackup(backup: string, database: string): string {
  requireKeytreeDatabase(backup);
  refuseWhereInUse(database);
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 });
  const staged = `${database}.restoring`;
  removeDatabase(staged);
  copyFileSync(backup, staged);
  chmodSync(staged, 0o600);
  return staged;
}

/** Puts the staged copy in the database's place; what stood there is kept as `keptAs`. Answers whether there was any. */
export function putInPlace(staged: string, database: string, keptAs: string): boolean {
  refuseWhereInUse(staged);
  const replaced = refuseWhereInUse(database);
  if (replaced) renameSync(database, keptAs);
  for (const end of ENDS.slice(1)) rmSync(`${database}${end}`, { force: true });
  renameSync(staged, database);
  return replaced;
}

/** The file itself and what SQLite keeps beside it. */
const ENDS = ['', '-wal', '-shm'];

export function removeDatabase(file: string): void {
  for (const end of ENDS) rmSync(`${file}${end}`, { force: true });
}

function requireKeytreeDatabase(file: string): void {
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}.`);
  try {
    const database = new SqliteDatabase(file, { readonly: true });
    try {
      const damage = database.pragma('integrity_check', { simple: true });
      if (damage !== 'ok') throw new BackupError(`${file} is damaged: ${String(damage)}.`);
      database.prepare(`SELECT COUNT(*) FROM ${MIGRATIONS_TABLE}`).get();
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError(`${file} is no backup of a Keytree database.`);
  }
}

/** Also brings the log into the file, which is whole then. Answers whether there is such a database. */
function refuseWhereInUse(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = new SqliteDatabase(file, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    database.pragma('wal_checkpoint(TRUNCATE)');
    return true;
  } catch {
    throw new BackupError('The database is in use: stop the service before a restore. Nothing was replaced.');
  } finally {
    database.close();
  }
}
