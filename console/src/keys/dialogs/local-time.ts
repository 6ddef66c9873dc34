/** An instant as `<input type="datetime-local">` has it, in the browser's zone: `2031-01-31T09:30`. */
export function toLocalTime(at: Date): string {
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Without a zone it is read as the browser's. */
export function fromLocalTime(text: string): Date {
  return new Date(text);
}

export function hasPassed(text: string): boolean {
  return text !== '' && fromLocalTime(text) <= new Date();
}

/** So many days after `now`, at the same time of day whatever the clocks are set to meanwhile. */
export function daysAfter(now: Date, days: number): Date {
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  return at;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
