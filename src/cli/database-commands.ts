import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { newContext } from '../application/context';
import { recordSecretRotation } from '../application/installation/record-secret-rotation';
import { setNewEpoch } from '../application/installation/new-epoch';
import { rotateSecret } from '../application/installation/open-secrets';
import { loadConfig } from '../config/config';
import { Database } from '../database/database';
import { sqlitePath } from '../database/data-source';
import { migrate } from '../database/migrate';
import { BackupError, backupSqlite, restoreSqlite } from '../database/sqlite-backup';
import { type Host, withInstallation } from './host';

const MYSQL_BACKUP =
  'With MySQL or MariaDB use their own tools: `mysqldump --single-transaction --routines DATABASE > FILE`; ' +
  'to restore, load the file into an empty database and run `keytree restore --new-epoch`. Keep KEYTREE_SECRET with the backup: without it the file opens nothing.';

export function addDatabaseCommands(program: Command, host: Host): void {
  program
    .command('migrate')
    .description('Bring the database up to the schema of this version.')
    .action(async () => {
      const database = await Database.open({ url: loadConfig().databaseUrl });
      try {
        const done = await migrate(database.writer);
        process.stdout.write(done.length > 0 ? `Migrated: ${done.join(', ')}.\n` : 'Nothing to do: the schema is up to date.\n');
      } finally {
        await database.close();
      }
    });

  program
    .command('backup <file>')
    .description('Copy the embedded database to a new file while the service runs. The secret is not in it: keep that too.')
    .action(async (file: string) => {
      const path = sqlitePath(loadConfig().databaseUrl);
      if (path === null) throw new BackupError(MYSQL_BACKUP);
      await backupSqlite(path, file);
      process.stdout.write(`Written to ${file}. Keep the file "secret" of the data folder with it, in another place.\n`);
    });

  program
    .command('restore [file]')
    .description('Put a backup in the place of the embedded database; the service must be stopped.')
    .option('--new-epoch', 'the database was restored by its own tools (MySQL): only make every instance load it anew')
    .action(async (file: string | undefined, options: { newEpoch?: boolean }) => {
      const config = loadConfig();
      const path = sqlitePath(config.databaseUrl);
      if (options.newEpoch !== true) {
        if (path === null) throw new BackupError(MYSQL_BACKUP);
        if (file === undefined) throw new BackupError('Name the backup: `keytree restore FILE`.');
        const keptAs = `${path}.before-restore-${Date.now()}`;
        restoreSqlite(file, path, keptAs);
        process.stdout.write(`Restored; what stood there before is kept as ${keptAs}.\n`);
      }
      const epoch = await withInstallation(host, config, (services) =>
        setNewEpoch(newContext(services, { kind: 'COMMAND_LINE' })),
      );
      process.stdout.write(`The installation has a new epoch, ${epoch}: every instance loads everything anew.\n`);
    });

  program
    .command('rotate-secret')
    .description('Wrap the data keys under a new server secret. Nothing else changes: keys, sessions and passwords go on.')
    .addHelpText(
      'after',
      '\nKEYTREE_SECRET is the secret of now, KEYTREE_NEW_SECRET the next one (made and printed where it is not set).\n' +
        'Then start every instance with KEYTREE_SECRET=the new one; while they change over, KEYTREE_PREVIOUS_SECRET=the old one beside it.',
    )
    .action(async () => {
      const config = loadConfig();
      const given = config.nextSecret;
      const next = given ?? randomBytes(32).toString('base64url');
      const count = await withInstallation(host, config, async (services) => {
        const current = [config.secret, config.previousSecret].filter((secret) => secret !== null);
        const rotated = await rotateSecret(services.database, current, next);
        await recordSecretRotation(newContext(services, { kind: 'COMMAND_LINE' }));
        return rotated;
      });
      process.stdout.write(`${count} data keys are wrapped anew.\n`);
      if (config.keepSecret(next)) process.stdout.write('The data folder holds the new secret: restart the service.\n');
      else if (given === null) process.stdout.write(`The new secret, shown this once:\n${next}\n`);
    });
}
