import { ConflictError, KeytreeError, LimitReachedError, ValidationError } from '../../domain/errors';
import { change } from '../change';
import type { Context } from '../context';

const MOST_IN_BULK = 100;

export interface BulkInput {
  /** At most 100, each once. */
  readonly keyIds: readonly string[];
  /** All or nothing. Default false: each has an outcome of its own. */
  readonly atomic?: boolean | undefined;
}

/** Of one id, in the order of the input. */
export type BulkOutcome<T> =
  { readonly keyId: string; readonly result: T } | { readonly keyId: string; readonly error: KeytreeError };

/** Does the same to several keys: the bulk form of the use case `work`. */
export async function changeApiKeys<T>(
  context: Context,
  input: BulkInput,
  work: (context: Context, keyId: string) => Promise<T>,
): Promise<BulkOutcome<T>[]> {
  refuseFaults(input);
  if (input.atomic !== true) return outcomes(context, input.keyIds, work);
  try {
    return await change(context, async (change) => {
      const all = await outcomes(change, input.keyIds, work);
      if (all.some((outcome) => 'error' in outcome)) throw new NotAll(all);
      return all;
    });
  } catch (error) {
    if (!(error instanceof NotAll)) throw error;
    return (error.outcomes as BulkOutcome<T>[]).map((outcome) =>
      'error' in outcome ? outcome : { keyId: outcome.keyId, error: undone() },
    );
  }
}

function refuseFaults({ keyIds }: BulkInput): void {
  if (keyIds.length > MOST_IN_BULK) {
    throw new LimitReachedError(`At most ${MOST_IN_BULK} keys at a time; you gave ${keyIds.length}.`, ['keyIds']);
  }
  const again = keyIds.findIndex((id, index) => keyIds.indexOf(id) !== index);
  if (again >= 0)
    throw ValidationError.of(['keyIds', String(again)], 'TWICE', 'This key is named twice: name it once.');
}

async function outcomes<T>(
  context: Context,
  keyIds: readonly string[],
  work: (context: Context, keyId: string) => Promise<T>,
): Promise<BulkOutcome<T>[]> {
  const all: BulkOutcome<T>[] = [];
  for (const keyId of keyIds) {
    try {
      all.push({ keyId, result: await work(context, keyId) });
    } catch (error) {
      if (!(error instanceof KeytreeError)) throw error;
      all.push({ keyId, error });
    }
  }
  return all;
}

/** Takes the transaction back. */
class NotAll extends Error {
  constructor(readonly outcomes: readonly BulkOutcome<unknown>[]) {
    super();
  }
}

function undone(): ConflictError {
  return new ConflictError('Nothing was changed, since it was to be all or nothing and another key failed.', [
    'atomic',
  ]);
}
