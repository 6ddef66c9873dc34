import type { Command } from 'commander';
import { type Context, newContext } from '../application/context';
import { createGateway } from '../application/gateways/create-gateway';
import type { GatewayAndCredential } from '../application/gateways/gateway-fields';
import { type AccountLocator, locateAccount } from '../application/sessions/locate-account';
import { loadConfig } from '../config/config';
import { NotFoundError } from '../domain/errors';
import { publicId } from '../domain/ids';
import { accountLocator } from './account-locator';
import { type Host, withInstallation } from './host';

const HELP = `
Standard output has the credential and nothing else, for scripts: CREDENTIAL=$(keytree create-gateway edge). It is shown
this once; what a person wants to read of the gateway goes to standard error.`;

export function addGatewayCommands(program: Command, host: Host): void {
  program
    .command('create-gateway <name>')
    .description('Make a gateway, which may ask whether requests pass, and print its credential.')
    .option('--account <id|externalId>', 'the account that it may ask for, with all below (the root)')
    .addHelpText('after', HELP)
    .action(async (name: string, options: { account?: string }) => {
      const { gateway, credential } = await withInstallation(host, loadConfig(), (services) =>
        createOn(newContext(services, { kind: 'COMMAND_LINE' }), accountLocator(options.account), name),
      );
      process.stdout.write(`${credential}\n`);
      process.stderr.write(
        `Made ${publicId('Gateway', gateway.id)} on ${publicId('Account', gateway.accountId)}. ` +
          'Its credential is on standard output, shown this once.\n',
      );
    });
}

async function createOn(context: Context, locator: AccountLocator | null, name: string): Promise<GatewayAndCredential> {
  const account = await locateAccount(context.manager, locator);
  if (!account) throw new NotFoundError('There is no such account.', ['account']);
  return createGateway(context, { accountId: account.id, name });
}
