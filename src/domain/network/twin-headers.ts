/**
 * The first of `names` (lower case) that came twice or written with underscores, or null. Such a twin could slip past
 * a proxy that sets or strips the header itself: servers differ in which of two counts, and some take `_` for `-`.
 */
export function twinOf(rawHeaders: readonly string[], names: ReadonlySet<string>): string | null {
  const seen: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const header = rawHeaders[index] ?? '';
    if (!hasLengthOfOne(names, header.length)) continue;
    const written = header.toLowerCase();
    const name = written.includes('_') ? written.replaceAll('_', '-') : written;
    if (!names.has(name)) continue;
    if (name !== written || seen.includes(name)) return name;
    seen.push(name);
  }
  return null;
}

/** Most headers are none of them by their length: on the path of every request none of those is copied. */
function hasLengthOfOne(names: ReadonlySet<string>, length: number): boolean {
  for (const name of names) if (name.length === length) return true;
  return false;
}
