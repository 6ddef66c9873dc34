import 'reflect-metadata';
import { runCommandLine } from './cli/command-line';
import { openInstallation } from './installation';
import { newLogger } from './logging/logger';
import { serve } from './serve';

// Whatever file is made, a database or a copy of one while it is still being written: for its owner alone.
process.umask(0o077);

// A command's own output is for people and pipes: only `serve` writes a log.
const silent = newLogger('silent');

void runCommandLine(process.argv, { serve, open: (config) => openInstallation(config, silent) }).then((code) => {
  // Not process.exit: what was written must reach its pipe.
  process.exitCode = code;
});
