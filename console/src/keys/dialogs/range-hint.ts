const ADDRESS = /^[0-9a-f:.]+(\/\d{1,3})?$/i;
const IPV4_RANGE = /^\d+(\.\d+){3}\/(\d+)$/;

/** `NO_ADDRESS`: a host name, say. A number: so many addresses does the range have, which a slip makes many. */
export type RangeHint = 'NO_ADDRESS' | number | null;

/** What can be said of an entry while it is typed; whether it holds is for the service to say. */
export function rangeHint(entry: string): RangeHint {
  const text = entry.trim();
  if (text === '') return null;
  if (!ADDRESS.test(text) || !/[.:]/.test(text)) return 'NO_ADDRESS';
  const prefix = Number(IPV4_RANGE.exec(text)?.[2] ?? 32);
  return prefix < 32 ? 2 ** (32 - prefix) : null;
}

/** What was pasted, entry by entry: one a line, or with commas, semicolons or blanks between them. */
export function entriesOf(pasted: string): string[] {
  return pasted.split(/[\s,;]+/).filter(Boolean);
}
