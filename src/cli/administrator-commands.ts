import type { Command } from 'commander';
import { newContext, type Context } from '../application/context';
import { createAdministrator } from '../application/users/create-administrator';
import { resetPassword } from '../application/users/reset-password';
import { generatePassword } from '../domain/users/generate-password';
import { loadConfig } from '../config/config';
import { accountLocator } from './account-locator';
import { type Host, withInstallation } from './host';

const PASSWORD_HELP =
  '\nThe password is KEYTREE_ADMIN_PASSWORD; where that is not set one is made and shown once. It is never an argument, which other users of the machine could read.';

export function addAdministratorCommands(program: Command, host: Host): void {
  program
    .command('create-admin <name>')
    .description('Make a user on the root account who holds every permission.')
    .addHelpText('after', PASSWORD_HELP)
    .action((name: string) =>
      withPassword(host, (context, password) => createAdministrator(context, { name, password })),
    );

  program
    .command('reset-password <name>')
    .description('Set a new password for a user, enabled or not, and end all their sessions.')
    .option('--account <id|externalId>', 'the account of the user', undefined)
    .addHelpText('after', PASSWORD_HELP)
    .action((name: string, options: { account?: string }) =>
      withPassword(host, (context, password) =>
        resetPassword(context, { account: accountLocator(options.account), name, password }),
      ),
    );
}

async function withPassword(host: Host, work: (context: Context, password: string) => Promise<unknown>): Promise<void> {
  const config = loadConfig();
  const password = config.administrator.password ?? generatePassword();
  await withInstallation(host, config, (services) => work(newContext(services, { kind: 'COMMAND_LINE' }), password));
  process.stdout.write(
    config.administrator.password === null ? `Done. The password, shown this once: ${password}\n` : 'Done.\n',
  );
}
