/** The fields of `mine` that differ from `base`: what a person changed, and all that an update sends. */
export function changedFields<Values extends object>(base: Values, mine: Values): Partial<Values> {
  const fields = Object.keys(mine) as (keyof Values)[];
  return Object.fromEntries(
    fields.filter((field) => !isSame(base[field], mine[field])).map((field) => [field, mine[field]]),
  ) as Partial<Values>;
}

/** The fields that both this person and somebody else changed, to something different: where the two collide. */
export function collisions<Values extends object>(base: Values, mine: Values, now: Values): (keyof Values)[] {
  const changed = Object.keys(changedFields(base, mine)) as (keyof Values)[];
  return changed.filter((field) => !isSame(base[field], now[field]) && !isSame(mine[field], now[field]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
