import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { ValidationError } from '../domain/errors';

export type KeysetValues = readonly (string | number)[];

/** Forwards (`first`, `after`) or backwards (`last`, `before`); `after` and `before` are the values of the order at a row. */
export interface PageRequest {
  readonly first?: number | undefined;
  readonly after?: KeysetValues | undefined;
  readonly last?: number | undefined;
  readonly before?: KeysetValues | undefined;
}

export interface Page<T> {
  /** In the list's order, whichever way the page was asked for. */
  readonly items: T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** A statement of its own: only where it is asked for. */
  totalCount(): Promise<number>;
}

/** One column of the order, e.g. `{ column: 'u.nameKey', bytes: true }`; the last one is unique. */
export interface KeysetColumn {
  readonly column: string;
  /** The column holds text as bytes and must be compared with bytes; else it holds ids. */
  readonly bytes?: true;
}

const ID = /^[0-9a-f]{32}$/;

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** One page by comparison with the row before it: what comes or goes meanwhile neither repeats nor hides a row. */
export async function keysetPage<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  order: readonly KeysetColumn[],
  direction: 'ASC' | 'DESC',
  request: PageRequest,
): Promise<Page<T>> {
  const counted = query.clone();
  const backwards = request.last !== undefined;
  const size = pageSize(request);
  const page = query.clone();
  if (request.after) beyond(page, order, request.after, direction === 'ASC' ? '>' : '<', 'after');
  if (request.before) beyond(page, order, request.before, direction === 'ASC' ? '<' : '>', 'before');
  const way = backwards === (direction === 'ASC') ? 'DESC' : 'ASC';
  for (const { column } of order) page.addOrderBy(column, way);
  const rows = await page.limit(size + 1).getMany();
  const more = rows.length > size;
  const items = rows.slice(0, size);
  if (backwards) items.reverse();
  return {
    items,
    hasNextPage: backwards ? request.before !== undefined : more,
    hasPreviousPage: backwards ? more : request.after !== undefined,
    totalCount: () => counted.getCount(),
  };
}

function pageSize(request: PageRequest): number {
  const field = request.last === undefined ? 'first' : 'last';
  if (request.last !== undefined && request.first !== undefined) {
    throw ValidationError.of(['last'], 'FIRST_AND_LAST', 'Give `first` or `last`, not both.');
  }
  const size = request[field] ?? DEFAULT_PAGE_SIZE;
  if (!Number.isInteger(size) || size < 0 || size > MAX_PAGE_SIZE) {
    throw ValidationError.of([field], 'PAGE_SIZE', `\`${field}\` is a number from 0 to ${MAX_PAGE_SIZE}.`);
  }
  return size;
}

/** `a >= x AND (a > x OR (a = x AND b > y))`: not every database finds an index range for a comparison of rows, or for OR. */
function beyond<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  order: readonly KeysetColumn[],
  values: KeysetValues,
  operator: '<' | '>',
  argument: 'after' | 'before',
): void {
  if (values.length !== order.length || !order.every((column, at) => fits(column, values[at]))) {
    throw ValidationError.of([argument], 'DAMAGED_CURSOR', `\`${argument}\` is not a cursor of this list.`);
  }
  const alternatives = order.map(({ column }, at) => {
    const equal = order.slice(0, at).map((one, index) => `${one.column} = :${argument}${index}`);
    return `(${[...equal, `${column} ${operator} :${argument}${at}`].join(' AND ')})`;
  });
  const range = order.length > 1 ? `${order[0]?.column} ${operator}= :${argument}0 AND ` : '';
  query.andWhere(
    `${range}(${alternatives.join(' OR ')})`,
    Object.fromEntries(
      order.map(({ bytes }, at) => [`${argument}${at}`, bytes ? Buffer.from(String(values[at]), 'utf8') : values[at]]),
    ),
  );
}

/** What clients send as a cursor may be of anybody's making. */
function fits({ bytes }: KeysetColumn, value: string | number | undefined): boolean {
  return typeof value === 'string' && (bytes === true || ID.test(value));
}

/** Half-open range of the name keys that begin with `prefix`: no byte of UTF-8 is 0xFF. Never LIKE. */
export function prefixRange(prefix: string): { from: Buffer; to: Buffer } {
  const from = Buffer.from(prefix, 'utf8');
  return { from, to: Buffer.concat([from, Buffer.from([0xff])]) };
}
