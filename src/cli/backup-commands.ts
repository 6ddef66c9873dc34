import type { Command } from 'commander';
import { newContext } from '../application/context';
import { setNewEpoch } from '../application/installation/new-epoch';
import { WrongSecretError } from '../application/installation/open-secrets';
import { type Config, loadConfig } from '../config/config';
import { sqlitePath } from '../database/data-source';
import { BackupError, backupSqlite, putInPlace, removeDatabase, stageBackup } from '../database/sqlite-backup';
import { type Host, withInstallation } from './host';

const MYSQL_BACKUP =
  'With MySQL or MariaDB use their own tools: `mysqldump --single-transaction --routines DATABASE > FILE`; ' +
  'to restore, load the file into an empty database and run `keytree restore --new-epoch`. Keep KEYTREE_SECRET with the backup: without it the file opens nothing.';

export function addBackupCommands(program: Command, host: Host): void {
  program
    .command('backup <file>')
    .description(
      'Copy the embedded database to a new file while the service runs. The secret is not in it: keep that too.',
    )
    .addHelpText('after', `\n${MYSQL_BACKUP}`)
    .action(backup);

  program
    .command('restore [file]')
    .description('Put a backup in the place of the embedded database; the service must be stopped.')
    .option('--new-epoch', 'the database was restored by its own tools (MySQL): only make every instance load it anew')
    .addHelpText('after', `\nWhat stood there before is kept beside it. ${MYSQL_BACKUP}`)
    .action((file: string | undefined, { newEpoch }: { newEpoch?: boolean }) =>
      newEpoch === true ? markAsRestored(host, file) : restore(host, file),
    );
}

async function backup(file: string): Promise<void> {
  const config = loadConfig();
  const path = sqlitePath(config.databaseUrl);
  if (path === null) throw new BackupError(MYSQL_BACKUP);
  await backupSqlite(path, file);
  const secret = config.secretFile ? 'the file "secret" of the data folder' : 'KEYTREE_SECRET';
  process.stdout.write(
    `Written to ${file}. Keep ${secret} too, in another place: without it the backup opens nothing.\n`,
  );
}

async function markAsRestored(host: Host, file: string | undefined): Promise<void> {
  if (file !== undefined) throw new BackupError('--new-epoch takes no file: the database was restored already.');
  sayEpoch(await newEpoch(host, loadConfig()));
}

/** The copy is looked at and gets its new epoch before it takes the place of anything. */
async function restore(host: Host, file: string | undefined): Promise<void> {
  const config = loadConfig();
  const path = sqlitePath(config.databaseUrl);
  if (path === null) throw new BackupError(MYSQL_BACKUP);
  if (file === undefined) throw new BackupError('Name the backup: `keytree restore FILE`.');
  const staged = stageBackup(file, path);
  try {
    const epoch = await newEpoch(host, { ...config, databaseUrl: `sqlite:${staged}`, migrateOnStart: true });
    const keptAs = `${path}.before-restore-${Date.now()}`;
    const replaced = putInPlace(staged, path, keptAs);
    process.stdout.write(`Restored.${replaced ? ` What stood there before is kept as ${keptAs}.` : ''}\n`);
    sayEpoch(epoch);
  } catch (error) {
    if (!(error instanceof WrongSecretError)) throw error;
    throw new BackupError(
      `The server secret does not open ${file}: it was made under another one. Give the secret that was kept with it ` +
        '(the file `secret` of the data folder, or KEYTREE_SECRET). Nothing was replaced.',
    );
  } finally {
    removeDatabase(staged);
  }
}

function newEpoch(host: Host, config: Config): Promise<string> {
  return withInstallation(host, config, (services) => setNewEpoch(newContext(services, { kind: 'COMMAND_LINE' })));
}

function sayEpoch(epoch: string): void {
  process.stdout.write(`The installation has a new epoch, ${epoch}: every instance loads everything anew.\n`);
}
