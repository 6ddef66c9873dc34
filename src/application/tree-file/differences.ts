import type { Spot } from './file-faults';

/** What is missing is added, what exists and differs is a fault. Lists that are sets are given sorted. */
export function refuseDifferences<T extends object>(
  spot: Spot,
  what: string,
  existing: T,
  wanted: T,
  fields: readonly (keyof T & string)[],
  further: readonly string[] = [],
): void {
  const different = fields.filter((field) => JSON.stringify(existing[field]) !== JSON.stringify(wanted[field]));
  const names = [...different, ...further];
  if (names.length === 0) return;
  spot.fault('DIFFERS', `${what} exists and differs in ${names.join(', ')}: change the one or the other.`);
}
