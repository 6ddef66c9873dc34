import type { CombinedError, OperationResult } from 'urql';
import { inOwnLanguage } from '../texts/refusals';

/** What a form or a notice shows of a refused change, in the language of the page. */
export interface Refusal {
  /** CONFLICT, VALIDATION_FAILED ...; NETWORK where the service could not be reached, TIMEOUT where it did not answer. */
  readonly code: string;
  readonly message: string;
  readonly faults: readonly { readonly path: readonly string[]; readonly message: string }[];
  readonly retryAfterSeconds?: number | undefined;
}

export type Outcome<Success, Current = unknown> =
  | { readonly success: Success; readonly refusal: null }
  | {
      readonly success: null;
      readonly refusal: Refusal;
      /** Of a CONFLICT: the object as it is now, where another version of it was to be changed. */
      readonly current: Current | null;
    };

type Member = { readonly __typename?: string };
type ErrorMember = {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  readonly faults?: readonly { readonly path: readonly string[]; readonly message: string }[];
  readonly retryAfterSeconds?: number | null;
  readonly current?: unknown;
};

/** Members of a mutation's union that are no error. */
export type SuccessOf<Result> = Exclude<Result, { readonly code: unknown } | null | undefined>;

/** What the mutation selects of `Conflict.current`. */
export type CurrentOf<Result> =
  Extract<Result, { readonly __typename?: 'Conflict' }> extends { readonly current?: infer Current }
    ? NonNullable<Current>
    : never;

/** Of a mutation whose field is called `result`: the success of its union, or why there is none. */
export function outcomeOf<Result extends Member>(
  answer: OperationResult<{ result?: Result | null }>,
): Outcome<SuccessOf<Result>, CurrentOf<Result>> {
  const result = answer.data?.result;
  if (!result) return { success: null, refusal: refusalOf(answer.error), current: null };
  if ('code' in result) {
    const { code, message, path, faults, retryAfterSeconds, current } = result as unknown as ErrorMember;
    const refusal = refusalWith(code, message, faults ?? [{ path, message }]);
    return {
      success: null,
      refusal: retryAfterSeconds ? { ...refusal, retryAfterSeconds } : refusal,
      current: (current as CurrentOf<Result> | undefined) ?? null,
    };
  }
  return { success: result as SuccessOf<Result>, refusal: null };
}

/** Of a query or mutation that was not answered. */
export function refusalOf(error: CombinedError | undefined): Refusal {
  const [first] = error?.graphQLErrors ?? [];
  if (first) {
    const { code, faults = [] } = first.extensions as { code?: unknown; faults?: Refusal['faults'] };
    return refusalWith(String(code), first.message, faults);
  }
  const isLate = error?.networkError?.name === 'TimeoutError';
  return { code: isLate ? 'TIMEOUT' : 'NETWORK', message: '', faults: [] };
}

/** All that the service tells people goes through here. What it says of several faults is each of them, in a row. */
function refusalWith(code: string, message: string, faults: Refusal['faults']): Refusal {
  const told = faults.map((fault) => ({ path: fault.path, message: inOwnLanguage(fault.message) }));
  const whole = told.length > 0 ? told.map((fault) => fault.message).join(' ') : inOwnLanguage(message);
  return { code, message: whole, faults: told };
}

/** What a form shows at its fields: faults by the field that they name, and the rest for a notice above it. */
export function faultsByField(
  refusal: Refusal,
  fields: readonly string[],
): { readonly atFields: Record<string, string>; readonly rest: Refusal | null } {
  const atFields: Record<string, string> = {};
  const others = [];
  for (const fault of refusal.faults) {
    const field = fault.path.find((part) => fields.includes(part));
    if (field === undefined) others.push(fault);
    else atFields[field] = [atFields[field], fault.message].filter(Boolean).join(' ');
  }
  const isAllSaid = refusal.faults.length > 0 && others.length === 0;
  return { atFields, rest: isAllSaid ? null : refusal };
}
