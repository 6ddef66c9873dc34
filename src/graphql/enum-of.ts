/** type-graphql wants an object; the registries of the domain are lists. */
export function enumOf<T extends string>(values: readonly T[]): Record<T, T> {
  return Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;
}

/** The configuration of an enum's values. */
export function described<T extends string>(descriptions: Record<T, string>): Record<T, { description: string }> {
  return Object.fromEntries(
    Object.entries<string>(descriptions).map(([value, description]) => [value, { description }]),
  ) as Record<T, { description: string }>;
}
