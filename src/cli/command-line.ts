import { Command, CommanderError } from 'commander';
import { ConfigurationError } from '../config/environment-reader';
import { KeytreeError, ValidationError } from '../domain/errors';
import { EXIT } from './exit-codes';
import type { Host } from './host';
import { addAdministratorCommands } from './administrator-commands';
import { addDatabaseCommands } from './database-commands';
import { addSchemaCommand } from './schema-command';
import { addServeCommand } from './serve-command';
import { addTreeCommands } from './tree-commands';

const HELP = `
Exit codes:
  0  done
  1  tried and failed
  2  the words of the command or the configuration are wrong; nothing was tried
  3  faults were found (check, import)

Configuration comes from the environment; docs/configuration.md lists every variable.`;

/** Runs one command. Errors that a person can mend are one clear message; others come with their stack. */
export async function runCommandLine(argv: readonly string[], host: Host): Promise<number> {
  const program = new Command('keytree')
    .description('API keys that are inherited down a tree of accounts, can be blocked below, and explain themselves.')
    .showHelpAfterError('(try `keytree --help`)')
    .addHelpText('after', HELP)
    .exitOverride();
  let code: number = EXIT.OK;
  const finish = (exitCode: number): void => {
    code = exitCode;
  };
  for (const add of [addServeCommand, addDatabaseCommands, addAdministratorCommands, addSchemaCommand]) add(program, host);
  addTreeCommands(program, host, finish);
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.OK : EXIT.USAGE;
  if (error instanceof ConfigurationError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.USAGE;
  }
  if (error instanceof ValidationError) {
    process.stderr.write(`${error.faults.map((fault) => `${fault.path.join('.')}: ${fault.message}`).join('\n')}\n`);
    return EXIT.FAILED;
  }
  const expected = error instanceof KeytreeError || (error instanceof Error && error.name !== 'Error' && 'expected' in error);
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  return EXIT.FAILED;
}
