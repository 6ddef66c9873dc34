import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { isTransient } from './dialect';

/** COMMIT was sent and its answer did not come, or says nothing: the transaction may be there, or not, or come to be. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';

  constructor(
    /** What `work` answered. */
    readonly result: unknown,
    cause: unknown,
  ) {
    super('the connection to the database was lost while a transaction was committed', { cause });
  }
}

/** As TypeORM's, but tells a COMMIT that failed from one of which nothing is known. */
export async function transactionOnMysql<T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction('READ COMMITTED');
    const result = await work(runner.manager);
    await commit(runner, result);
    return result;
  } catch (error) {
    await takeBack(runner);
    throw error;
  } finally {
    await runner.release();
  }
}

async function commit(runner: QueryRunner, result: unknown): Promise<void> {
  try {
    await runner.commitTransaction();
  } catch (error) {
    // A deadlock, and a cluster's refusal in its place, is an answer.
    if (isTransient(error)) throw error;
    throw new OutcomeUnknownError(result, error);
  }
}

/** A connection that cannot even do that is given back to nobody. */
async function takeBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive) return;
  try {
    await runner.rollbackTransaction();
  } catch {
    const connection = (await runner.connect().catch(() => undefined)) as { destroy(): void } | undefined;
    connection?.destroy();
  }
}
