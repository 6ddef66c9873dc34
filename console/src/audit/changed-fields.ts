export type Fate = 'added' | 'removed' | 'changed' | 'same';

export interface FieldChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly fate: Fate;
}

type Fields = Readonly<Record<string, unknown>> | null | undefined;

/** An event's fields as they were and became, in the order in which the service says them. */
export function changedFields(before: Fields, after: Fields): FieldChange[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].map((name) => {
    const [was, is] = [valueOf(before, name), valueOf(after, name)];
    return { name, before: was, after: is, fate: fateOf(was, is) };
  });
}

function valueOf(fields: Fields, name: string): unknown {
  return fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Nothing was there where a field was null, empty or not said at all. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function fateOf(before: unknown, after: unknown): Fate {
  if (isNothing(before) && isNothing(after)) return 'same';
  if (isNothing(before)) return 'added';
  if (isNothing(after)) return 'removed';
  return JSON.stringify(before) === JSON.stringify(after) ? 'same' : 'changed';
}
