import { newContext } from '../../src/application/context';
import { openInstallation } from '../../src/installation';
import { newLogger } from '../../src/logging/logger';
import { outcomeOf, type RacingUseCase, USE_CASES } from './racing-use-cases';
import { testConfig } from './test-installation';

/** What second-server.ts sends: where the database is, then use cases to call. */
export type ToServer =
  | { readonly databaseUrl: string; readonly secret: string }
  | { readonly call: number; readonly useCase: RacingUseCase; readonly input: unknown };

export interface FromServer {
  readonly call: number;
  readonly outcome?: string;
  /** Of a failure that is no refusal. */
  readonly failure?: string;
}

type UseCase = (context: ReturnType<typeof newContext>, input: unknown) => Promise<unknown>;

async function open(
  databaseUrl: string,
  secret: string,
): Promise<(useCase: RacingUseCase, input: unknown) => Promise<string>> {
  const config = { ...testConfig(databaseUrl), secrets: [secret] as const };
  const installation = await openInstallation(config, newLogger('silent'));
  const context = newContext(installation.services, { kind: 'COMMAND_LINE' });
  process.on('disconnect', () => void installation.close());
  return (useCase, input) => outcomeOf((USE_CASES[useCase] as UseCase)(context, input));
}

let server: ReturnType<typeof open> | undefined;

process.on('message', (message: ToServer) => {
  const answer = (sent: FromServer): void => void process.send?.(sent);
  const call = 'call' in message ? message.call : 0;
  const fail = (error: unknown): void => {
    answer({ call, failure: String(error instanceof Error ? error.stack : error) });
  };
  if ('databaseUrl' in message) {
    server = open(message.databaseUrl, message.secret);
    server.then(() => {
      answer({ call, outcome: 'OPEN' });
    }, fail);
    return;
  }
  server
    ?.then((run) => run(message.useCase, message.input))
    .then((outcome) => {
      answer({ call, outcome });
    }, fail);
});
