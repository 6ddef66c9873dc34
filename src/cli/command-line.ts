import { Command, CommanderError } from 'commander';
import { ConfigurationError } from '../config/environment-reader';
import { KeytreeError, ValidationError } from '../domain/errors';
import { EXIT } from './exit-codes';
import type { Host } from './host';
import { addAdministratorCommands } from './administrator-commands';
import { addBackupCommands } from './backup-commands';
import { addGatewayCommands } from './gateway-commands';
import { addMigrateCommand } from './migrate-command';
import { addRotateSecretCommand } from './rotate-secret-command';
import { addSchemaCommand } from './schema-command';
import { addServeCommand } from './serve-command';
import { addTreeCommands } from './tree-commands';

const HELP = `
Exit codes:
  0  done
  1  tried and failed
  2  the words of the command or the configuration are wrong; nothing was tried
  3  faults were found (check, import)

Configuration comes from the environment:
  KEYTREE_DATA               folder of the embedded database and its secret (data)
  KEYTREE_DATABASE_URL       sqlite:PATH or mysql://user:password@host:port/database
  KEYTREE_REDIS_URL          redis://host:port: instances tell each other of changes
  KEYTREE_SECRET             server secret, 32 characters or more; required with MySQL
  KEYTREE_PREVIOUS_SECRET    the one before, while instances change over
  KEYTREE_NEW_SECRET         the next one, for rotate-secret
  KEYTREE_HOST, KEYTREE_PORT where to listen (127.0.0.1, 4000)
  KEYTREE_PUBLIC_URL         origin at which clients reach the service (by host and port)
  KEYTREE_ROLE               all, verify (decisions alone) or admin (without them) (all)
  KEYTREE_WORKERS            processes behind one port, with MySQL (1)
  KEYTREE_OPERATIONS         any, or persisted: only operations that a manifest has (any)
  KEYTREE_PERSISTED_OPERATIONS
                             manifests of operations, beside the console's
  KEYTREE_TRUSTED_PROXIES    addresses and ranges whose X-Forwarded-For is believed
  KEYTREE_ADMIN_NAME, KEYTREE_ADMIN_PASSWORD
                             the first administrator (admin, one is made and shown)
  KEYTREE_MIGRATE_ON_START   true or false (true on SQLite only)
  KEYTREE_DEMO               true or false
  KEYTREE_LOG_LEVEL          debug, info, warn, error or silent
  KEYTREE_SESSION_ACCESS_SECONDS, KEYTREE_SESSION_REFRESH_SECONDS, KEYTREE_SESSION_SECONDS
                             life of management tokens and sessions (900, 43200, 2592000)
  KEYTREE_POLL_MS            between two looks for what other instances changed (150)
  KEYTREE_MAX_STALE_SECONDS  how long decisions go on without the database (300)
  KEYTREE_UNKNOWN_KEYS_PER_MINUTE
                             values that no key has, of one gateway and address (120)
  KEYTREE_DEVICE_CODE_SECONDS, KEYTREE_TOKEN_FAMILY_SECONDS, KEYTREE_SIGNING_KEY_DAYS
                             waiting devices, logins and signing keys (86400, 31536000, 90)
  KEYTREE_WEBHOOK_ALLOWED_HOSTS
                             names and ranges to which webhooks may lead beside the internet
  KEYTREE_USAGE_FLUSH_SECONDS
                             between two batches of what is counted of requests (5)
  KEYTREE_KEEP_USAGE_DAYS, KEYTREE_KEEP_KEY_USE_DAYS, KEYTREE_KEEP_DENIED_DAYS
                             how long that is kept (400, 90, 30)
  KEYTREE_KEEP_CHANGES       how many changes are kept for other instances (1000000)
  NODE_ENV                   production: the schema is for callers who are signed in`;

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
  addServeCommand(program, host);
  addMigrateCommand(program);
  addTreeCommands(program, host, finish);
  addBackupCommands(program, host);
  addRotateSecretCommand(program, host);
  addAdministratorCommands(program, host);
  addGatewayCommands(program, host);
  addSchemaCommand(program);
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  // It has said so itself; asked for help, that is no fault.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.OK : EXIT.USAGE;
  process.stderr.write(`${textOf(error)}\n`);
  return error instanceof ConfigurationError ? EXIT.USAGE : EXIT.FAILED;
}

/** What a person can mend is one clear message; anything else comes with its stack. */
function textOf(error: unknown): string {
  if (error instanceof ValidationError) {
    return error.faults.map((fault) => `${fault.path.join('.')}: ${fault.message}`).join('\n');
  }
  if (!(error instanceof Error)) return String(error);
  const expected = error instanceof KeytreeError || ('expected' in error && error.expected === true);
  return expected ? error.message : (error.stack ?? error.message);
}
