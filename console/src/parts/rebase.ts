/** Whether two values of a form are the same; lists by their members. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The fields in which `values` differ from `base`, as an update takes them. */
export function changesOf<Values extends object>(values: Values, base: Values): Partial<Values> {
  const fields = Object.keys(values) as (keyof Values)[];
  return Object.fromEntries(
    fields.filter((field) => !isSame(values[field], base[field])).map((field) => [field, values[field]]),
  ) as Partial<Values>;
}

/** One's own changes, made on `base`, on top of what it has become meanwhile: what one left alone follows. */
export function rebased<Values extends object>(values: Values, base: Values, live: Values): Values {
  return { ...live, ...changesOf(values, base) };
}
