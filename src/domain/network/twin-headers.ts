/**
 * The first of `names` (lower case) that came twice or written with underscores, or null. Such a twin could slip past
 * a proxy that sets or strips the header itself: servers differ in which of two counts, and some take `_` for `-`.
 */
export function twinOf(rawHeaders: readonly string[], names: ReadonlySet<string>): string | null {
  const seen: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const written = (rawHeaders[index] ?? '').toLowerCase();
    const name = written.includes('_') ? written.replaceAll('_', '-') : written;
    if (!names.has(name)) continue;
    if (name !== written || seen.includes(name)) return name;
    seen.push(name);
  }
  return null;
}
