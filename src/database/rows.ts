/** An instant of a raw row: MySQL's driver makes dates, SQLite keeps text in UTC. */
export function instantOfRow(value: Date | string): Date {
  return typeof value === 'string' ? new Date(`${value.replace(' ', 'T')}Z`) : value;
}
