type Given<T, K extends keyof T> = { [field in K]?: Exclude<T[field], null | undefined> };

/** The named fields that are neither null nor missing: for those where null says nothing. */
export function givenFields<T extends object, K extends keyof T>(input: T, fields: readonly K[]): Given<T, K> {
  const given = fields.filter((field) => input[field] !== null && input[field] !== undefined);
  return Object.fromEntries(given.map((field) => [field, input[field]])) as Given<T, K>;
}

/** What `read` makes of the value; undefined where it is null or missing, which mean the same here. */
export function ifGiven<T, R>(value: T | null | undefined, read: (value: T) => R): R | undefined {
  return value === null || value === undefined ? undefined : read(value);
}
