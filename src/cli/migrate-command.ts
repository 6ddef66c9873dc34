import type { Command } from 'commander';
import { loadConfig } from '../config/config';
import { Database } from '../database/database';
import { migrate } from '../database/migrate';

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database up to the schema of this version.')
    .action(async () => {
      const database = await Database.open({ url: loadConfig().databaseUrl });
      try {
        const done = await migrate(database.writer);
        process.stdout.write(
          done.length > 0 ? `Migrated: ${done.join(', ')}.\n` : 'Nothing to do: the schema is up to date.\n',
        );
      } finally {
        await database.close();
      }
    });
}
