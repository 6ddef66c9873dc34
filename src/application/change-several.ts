import { ConflictError, KeytreeError, LimitReachedError, ValidationError } from '../domain/errors';
import { change } from './change';
import type { Context } from './context';

const MOST_IN_BULK = 100;

export interface SeveralInput {
  /** At most 100, each once. */
  readonly ids: readonly string[];
  /** All or nothing. Default false: each has an outcome of its own. */
  readonly atomic?: boolean | undefined;
}

/** Of one id, in the order of the input. */
export type SeveralOutcome<T> =
  { readonly id: string; readonly result: T } | { readonly id: string; readonly error: KeytreeError };

/** How messages name the objects, and which field of the input has their ids. */
export interface SeveralOf {
  readonly one: string;
  readonly many: string;
  readonly field: string;
}

/** Does the same to several objects: the bulk form of the use case `work`. */
export async function changeSeveral<T>(
  context: Context,
  of: SeveralOf,
  input: SeveralInput,
  work: (context: Context, id: string) => Promise<T>,
): Promise<SeveralOutcome<T>[]> {
  refuseFaults(of, input);
  if (input.atomic !== true) return outcomes(context, input.ids, work);
  try {
    return await change(context, async (change) => {
      const all = await outcomes(change, input.ids, work);
      if (all.some((outcome) => 'error' in outcome)) throw new NotAll(all);
      return all;
    });
  } catch (error) {
    if (!(error instanceof NotAll)) throw error;
    return (error.outcomes as SeveralOutcome<T>[]).map((outcome) =>
      'error' in outcome ? outcome : { id: outcome.id, error: undone(of) },
    );
  }
}

function refuseFaults({ one, many, field }: SeveralOf, { ids }: SeveralInput): void {
  if (ids.length > MOST_IN_BULK) {
    throw new LimitReachedError(`At most ${MOST_IN_BULK} ${many} at a time; you gave ${ids.length}.`, [field]);
  }
  const again = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (again >= 0)
    throw ValidationError.of([field, String(again)], 'TWICE', `This ${one} is named twice: name it once.`);
}

async function outcomes<T>(
  context: Context,
  ids: readonly string[],
  work: (context: Context, id: string) => Promise<T>,
): Promise<SeveralOutcome<T>[]> {
  const all: SeveralOutcome<T>[] = [];
  for (const id of ids) {
    try {
      all.push({ id, result: await work(context, id) });
    } catch (error) {
      if (!(error instanceof KeytreeError)) throw error;
      all.push({ id, error });
    }
  }
  return all;
}

/** Takes the transaction back. */
class NotAll extends Error {
  constructor(readonly outcomes: readonly SeveralOutcome<unknown>[]) {
    super();
  }
}

function undone({ one }: SeveralOf): ConflictError {
  return new ConflictError(`Nothing was changed, since it was to be all or nothing and another ${one} failed.`, [
    'atomic',
  ]);
}
