import type { EntityManager } from 'typeorm';
import { type IdKind, publicId } from '../../domain/ids';
import { nameKey } from '../../domain/text/name';

/** What each part of the check works with. */
export interface Check {
  readonly manager: EntityManager;
  readonly report: (subject: string, message: string) => void;
  readonly looked: (rows: number) => void;
}

/** A row as the driver gives it: nothing about it is sure yet. */
export type Row = Readonly<Record<string, unknown>>;

const BATCH = 1000;
const HASH_BYTES = 32;

export interface Query {
  readonly select: string;
  readonly from: string;
  /** Columns by which rows are ordered, together unique. */
  readonly by: readonly string[];
}

/** Every row of a query, in batches. */
export async function eachRow(check: Check, { select, from, by }: Query, look: (row: Row) => void): Promise<void> {
  const order = by.map((column, at) => `${column} AS key${at}`).join(', ');
  let after: unknown[] | null = null;
  for (;;) {
    const rows: Row[] = await check.manager.query<Row[]>(
      `SELECT ${select}, ${order} FROM ${from} ${after === null ? '' : `WHERE ${beyond(by)}`}
       ORDER BY ${by.join(', ')} LIMIT ${BATCH}`,
      after === null ? [] : beyondParameters(after),
    );
    for (const row of rows) look(row);
    check.looked(rows.length);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = by.map((_, at) => last[`key${at}`]);
  }
}

/** `a > ? OR (a = ? AND b > ?)` */
function beyond(columns: readonly string[]): string {
  const alternatives = columns.map((column, at) =>
    [...columns.slice(0, at).map((before) => `${before} = ?`), `${column} > ?`].join(' AND '),
  );
  return `(${alternatives.map((each) => `(${each})`).join(' OR ')})`;
}

function beyondParameters(values: readonly unknown[]): unknown[] {
  return values.flatMap((_, at) => values.slice(0, at + 1));
}

export function text(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return typeof value === 'string' ? value : '';
}

export function subject(kind: IdKind, id: unknown, name?: unknown): string {
  return `${publicId(kind, text(id))}${name === undefined || name === null ? '' : ` “${text(name)}”`}`;
}

/** Names are found and kept apart by their name key. */
export function checkNameKey(check: Check, who: string, row: Row): void {
  if (nameKey(text(row.name)) !== text(row.nameKey)) {
    check.report(
      who,
      'its name key is not that of its name: it is not found by its name, and another of the same name can stand beside it',
    );
  }
}

/** The list of texts that a JSON column holds; reports and answers null where it holds anything else. */
export function checkList(check: Check, who: string, what: string, value: unknown): string[] | null {
  try {
    const list = JSON.parse(text(value)) as unknown;
    if (Array.isArray(list) && list.every((element) => typeof element === 'string')) return list;
  } catch {
    // Reported below.
  }
  check.report(who, `its ${what} are no JSON list of texts`);
  return null;
}

/** Whether the row that was joined is there. */
export function isThere(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** Whether what the row refers to is there, by any column of it that is never null. */
export function checkReference(check: Check, who: string, kind: IdKind, id: unknown, joined: unknown): boolean {
  if (isThere(joined)) return true;
  check.report(who, `its ${kind.toLowerCase()} ${subject(kind, id)} does not exist`);
  return false;
}

export function checkClientType(check: Check, who: string, known: readonly string[], value: unknown): void {
  if (!known.some((type) => type === value)) check.report(who, `its client type “${text(value)}” is unknown`);
}

export function checkHash(check: Check, who: string, hash: unknown): void {
  if (!Buffer.isBuffer(hash) || hash.length !== HASH_BYTES)
    check.report(who, `its value hash is not ${HASH_BYTES} bytes: nothing matches it`);
}
