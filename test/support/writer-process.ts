import { newContext, type Context } from '../../src/application/context';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { isConnectionLost, isNotReady } from '../../src/database/dialect';
import { openInstallation } from '../../src/installation';
import { newLogger } from '../../src/logging/logger';
import { randomChange, randomOf } from './random-changes';
import { testConfig } from './test-installation';

/** A process with several writers on one installation, told by writers.ts what to do. */
export interface WriterTask {
  readonly name: string;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly writers: number;
  readonly seed: number;
  /** Whose subtree changes at random. */
  readonly topId: string;
  /** On which keys are made that nobody else touches. */
  readonly ledgerId: string;
}

export interface WriterReport {
  readonly done: number;
  readonly refused: number;
  /** Ids of the keys of the ledger whose making was answered. */
  readonly ledger: readonly string[];
  /** What is no refusal; each kind once. */
  readonly failures: readonly string[];
}

export type FromWriter = 'ready' | { readonly report: WriterReport } | { readonly done: number };

const RANDOM_CHANGES_OF_A_ROUND = 8;

let stopped = false;

async function write(task: WriterTask): Promise<WriterReport> {
  const config = { ...testConfig(task.databaseUrl), secrets: [task.secret] as const };
  const installation = await openInstallation(config, newLogger('silent'), { readLimitMs: 5_000 });
  const context = newContext(installation.services, { kind: 'COMMAND_LINE' });
  const report = { done: 0, refused: 0, ledger: [] as string[], failures: [] as string[] };
  const failures = new Set<string>();
  tell('ready');
  const one = async (writer: number): Promise<void> => {
    const random = randomOf(task.seed + writer);
    for (let round = 1; !isStopped(); round++) {
      // On SQLite nothing else gives way to what the parent says.
      await new Promise(setImmediate);
      try {
        if (round % RANDOM_CHANGES_OF_A_ROUND === 0) {
          report.ledger.push(await makeLedgerKey(context, task, `${writer} ${round}`));
          report.done++;
          tell({ done: report.done });
        } else if (await randomChange(context, random, task.topId)) report.done++;
        else report.refused++;
      } catch (error) {
        // What only reads is not tried again when a node goes. A key of the ledger is made by a change alone.
        if (round % RANDOM_CHANGES_OF_A_ROUND !== 0 && (isConnectionLost(error) || isNotReady(error))) continue;
        failures.add(String(error instanceof Error ? (error.stack ?? error.message) : error));
      }
    }
  };
  await Promise.all(Array.from({ length: task.writers }, (_, writer) => one(writer)));
  await installation.close();
  return { ...report, failures: [...failures] };
}

/** Its name is new, so a conflict would mean that it was made before: that it is made twice. */
async function makeLedgerKey(context: Context, task: WriterTask, number: string): Promise<string> {
  const { apiKey } = await createApiKey(context, { accountId: task.ledgerId, name: `${task.name} ${number}` });
  return apiKey.id;
}

function isStopped(): boolean {
  return stopped;
}

function tell(message: FromWriter): void {
  process.send?.(message);
}

process.on('message', (message: WriterTask | 'stop') => {
  if (message === 'stop') {
    stopped = true;
    return;
  }
  void write(message).then((report) => {
    tell({ report });
    process.disconnect();
  });
});
