import { newContext } from '../application/context';
import { setUp } from '../application/installation/set-up';
import type { Services } from '../application/services';
import type { Config } from '../config/config';

/** What commands start and open; `main` wires it. */
export interface Host {
  /** Listens until it is told to stop. */
  serve(config: Config): Promise<{ readonly stopped: Promise<void> }>;
  /** Opens the database, refusing a schema that is not this version's, and its data keys. Close it after use. */
  open(config: Config): Promise<{ readonly services: Services; close(): Promise<void> }>;
}

/** Opens the installation for a piece of work, as the command line; in an empty database it makes the root first. */
export async function withInstallation<T>(
  host: Host,
  config: Config,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const installation = await host.open(config);
  try {
    await setUp(newContext(installation.services, { kind: 'COMMAND_LINE' }));
    return await work(installation.services);
  } finally {
    await installation.close();
  }
}
