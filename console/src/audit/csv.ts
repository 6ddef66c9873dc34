import type { AuditEventPartsFragment } from '../gql/graphql';

const COLUMNS = [
  'id',
  'at',
  'action',
  'actorKind',
  'actorId',
  'actorName',
  'targetType',
  'targetId',
  'targetName',
  'accountId',
  'accountName',
  'ip',
  'before',
  'after',
] as const;

/** Says to spreadsheets that it is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A cell of RFC 4180. Names may hold anything: what a spreadsheet would take for a formula begins with an apostrophe,
 * by which it is text. After a semicolon or a line too, where spreadsheets of some countries begin a cell: to those the
 * quotes around the whole are none, and quotes after the semicolon are.
 */
export function csvCell(value: string): string {
  const text = value.replaceAll(/(^|[;\t\r\n])(?=[\s"]*[=+\-@＝＋－＠])|^(?=[\t\r])/g, "$1'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Fields as JSON of the same meaning, in which no semicolon begins a cell: programs read what was there, unchanged. */
export function jsonCell(fields: unknown): string {
  return fields ? JSON.stringify(fields).replaceAll(';', '\\u003b') : '';
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export const CSV_HEADER = BYTE_ORDER_MARK + csvLine(COLUMNS);

/** `accountName`: as it is now; null where the account is gone or not to be seen. */
export function eventAsCsv(event: AuditEventPartsFragment, accountName: string | null): string {
  const { actor, target } = event;
  const cells: Record<(typeof COLUMNS)[number], string | null | undefined> = {
    id: event.id,
    at: event.at,
    action: event.action,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    targetType: target.type,
    targetId: target.id,
    targetName: target.name,
    accountId: event.accountId,
    accountName,
    ip: event.ip,
    before: jsonCell(event.before),
    after: jsonCell(event.after),
  };
  return csvLine(COLUMNS.map((column) => cells[column] ?? ''));
}
