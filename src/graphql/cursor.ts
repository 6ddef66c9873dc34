import { createHash } from 'node:crypto';
import { ValidationError } from '../domain/errors';

/** Values of the order of a list at one row: strings and numbers. */
export type CursorValues = readonly (string | number)[];

/** With one the order of every list ends. A text that is none of ASCII is an error to MySQL, where it compares ids. */
const ID = /^[0-9a-f]{32}$/;

/** Short digest of what a cursor is bound to: field, account, filter and order. */
function bindingOf(list: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);
}

/** Makes the cursors of a list: opaque, and of use in that list only. What binds them to it is worked out once. */
export function cursorsOf(list: readonly unknown[]): (values: CursorValues) => string {
  const binding = bindingOf(list);
  return (values) => Buffer.from(JSON.stringify([binding, ...values])).toString('base64url');
}

export function encodeCursor(list: readonly unknown[], values: CursorValues): string {
  return cursorsOf(list)(values);
}

/** @throws ValidationError for a damaged cursor or one of another list. */
export function decodeCursor(list: readonly unknown[], cursor: string, argument: 'after' | 'before'): CursorValues {
  const refuse = (code: string, message: string): ValidationError => ValidationError.of([argument], code, message);
  const damaged = refuse(
    'DAMAGED_CURSOR',
    `\`${argument}\` is not a cursor of this service: take one from \`pageInfo\` or an edge.`,
  );
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw damaged;
  }
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string' || typeof part === 'number')) {
    throw damaged;
  }
  const [binding, ...values] = parts;
  if (!ID.test(String(values.at(-1)))) throw damaged;
  if (binding !== bindingOf(list)) {
    throw refuse(
      'CURSOR_OF_ANOTHER_LIST',
      `\`${argument}\` comes from a list of another account, filter or order: begin again without it.`,
    );
  }
  return values;
}
