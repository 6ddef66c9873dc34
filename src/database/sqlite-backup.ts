import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { MIGRATIONS_TABLE } from './data-source';

/** What was asked cannot be done; the message says why and what to do. */
export class BackupError extends Error {
  readonly expected = true;
  override readonly name = 'BackupError';
}

/** SQLite's online backup: a consistent copy while the service runs. */
export async function backupSqlite(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new BackupError(`There is no database at ${from}.`);
  if (existsSync(to)) throw new BackupError(`${to} exists already: name a new file, a backup overwrites nothing.`);
  const source = new SqliteDatabase(from, { readonly: true });
  const part = `${to}.part`;
  try {
    await source.backup(part);
    renameSync(part, to);
  } finally {
    source.close();
    rmSync(part, { force: true });
  }
}

/** Puts a backup in the database's place; the service must be stopped. The file that stood there is kept beside it. */
export function restoreSqlite(backup: string, to: string, keptAs: string): void {
  requireKeytreeDatabase(backup);
  if (existsSync(to)) refuseWhereInUse(to);
  const part = `${to}.part`;
  copyFileSync(backup, part);
  if (existsSync(to)) renameSync(to, keptAs);
  for (const suffix of ['-wal', '-shm']) rmSync(`${to}${suffix}`, { force: true });
  renameSync(part, to);
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

/** Checkpoints the log into the file, which fails while another process has it open for writing. */
function refuseWhereInUse(file: string): void {
  const database = new SqliteDatabase(file, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    throw new BackupError('The database is in use: stop the service before a restore.');
  } finally {
    database.close();
  }
}
