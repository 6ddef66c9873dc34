import type { Command } from 'commander';
import { newContext } from '../application/context';
import { rotateSecret, settleRotation } from '../application/installation/rotate-secret';
import { type Config, loadConfig } from '../config/config';
import { ConfigurationError } from '../config/environment-reader';
import { newSecret } from '../config/secret-file';
import { type Host, withInstallation } from './host';

export function addRotateSecretCommand(program: Command, host: Host): void {
  program
    .command('rotate-secret')
    .description(
      'Wrap the data keys under a new server secret. Nothing else changes: keys, sessions and passwords go on.',
    )
    .addHelpText(
      'after',
      '\nWhere the secret lies in the data folder, a new one is made there and the old one kept as `secret.previous`.\n' +
        'Otherwise KEYTREE_SECRET is the secret of now, KEYTREE_NEW_SECRET the next one. Then start every instance with\n' +
        'KEYTREE_SECRET=the new one; while they change over, KEYTREE_PREVIOUS_SECRET=the old one beside it.',
    )
    .action(async () => {
      const config = loadConfig();
      const next = config.nextSecret ?? generated(config);
      const count = await withInstallation(host, config, async (services) => {
        const { secretFile } = config;
        const done = await rotateSecret(
          newContext(services, { kind: 'COMMAND_LINE' }),
          () => secretFile?.secrets() ?? config.secrets,
          next,
          (opening) => secretFile?.prepare(next, opening),
        );
        if (secretFile) await settleRotation(services.database, () => secretFile.settle(next));
        return done;
      });
      const where = config.secretFile ? 'The data folder holds it' : 'Start every instance with it as KEYTREE_SECRET';
      process.stdout.write(
        `${count} data keys are wrapped under the new secret. ${where}; instances that run go on.\n`,
      );
    });
}

/** Only for the data folder: shown on a terminal it could be lost, and with it everything. */
function generated({ secretFile }: Config): string {
  if (secretFile) return newSecret();
  throw new ConfigurationError([
    'KEYTREE_NEW_SECRET is required where KEYTREE_SECRET comes from the environment: keep it safe first, then run this ' +
      `with it. For instance this one, made just now and kept nowhere: ${newSecret()}`,
  ]);
}
