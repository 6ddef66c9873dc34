import type { Command } from 'commander';
import { loadConfig } from '../config/config';
import type { Host } from './host';

export function addServeCommand(program: Command, host: Host): void {
  program
    .command('serve')
    .description(
      'Start the service. On an empty database it makes the root account, roles, templates and an administrator.',
    )
    .option('--demo', 'add a tree to look at: vendors three deep, a few hundred accounts, keys in every state')
    .action(async (options: { demo?: boolean }) => {
      const config = loadConfig();
      const running = await host.serve({ ...config, demo: config.demo || options.demo === true });
      await running.stopped;
    });
}
