/** Counts are whole numbers that may be large; written as the browser's own locale has them. */
export function inFigures(count: number): string {
  return new Intl.NumberFormat().format(count);
}

export function inShortFigures(count: number): string {
  return new Intl.NumberFormat(undefined, { notation: 'compact' }).format(count);
}

/** Never 0 % or 100 % of what is not none or all. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  const shown = part > 0 && part < whole ? Math.min(99.9, Math.max(0.1, percent)) : percent;
  return new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(shown / 100);
}
