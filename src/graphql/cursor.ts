import { createHash } from 'node:crypto';
import { ValidationError } from '../domain/errors';

/** Values of the order of a list at one row: strings and numbers. */
export type CursorValues = readonly (string | number)[];

/** Short digest of what a cursor is bound to: field, account, filter and order. */
function bindingOf(list: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 12);
}

/** Opaque; only of use in the list that made it. */
export function encodeCursor(list: readonly unknown[], values: CursorValues): string {
  return Buffer.from(JSON.stringify([bindingOf(list), ...values])).toString('base64url');
}

/** @throws ValidationError for a damaged cursor or one of another list. */
export function decodeCursor(list: readonly unknown[], cursor: string, argument: 'after' | 'before'): CursorValues {
  const refuse = (code: string, message: string): ValidationError => ValidationError.of([argument], code, message);
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refuse(
      'DAMAGED_CURSOR',
      `\`${argument}\` is not a cursor of this service: take one from \`pageInfo\` or an edge.`,
    );
  }
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string' || typeof part === 'number')) {
    throw refuse(
      'DAMAGED_CURSOR',
      `\`${argument}\` is not a cursor of this service: take one from \`pageInfo\` or an edge.`,
    );
  }
  const [binding, ...values] = parts;
  if (binding !== bindingOf(list)) {
    throw refuse(
      'CURSOR_OF_ANOTHER_LIST',
      `\`${argument}\` comes from a list of another account, filter or order: begin again without it.`,
    );
  }
  return values;
}
