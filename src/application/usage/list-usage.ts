import type { DecisionCode } from '../../domain/decision/codes';
import { ValidationError } from '../../domain/errors';
import { requireAccount } from '../access';
import type { Context } from '../context';
import { DEFAULT_PAGE_SIZE, type KeysetValues, MAX_PAGE_SIZE } from '../keyset-page';
import { type Condition, seenAccounts, seenWithin } from './seen-accounts';
import { usageDays, type UsageRange } from './usage-range';

/** What requests are counted by; the order in which rows come. */
export const USAGE_DIMENSIONS = ['DAY', 'ACCOUNT', 'OUTCOME'] as const;
export type UsageDimension = (typeof USAGE_DIMENSIONS)[number];

/** The latest day first, so that a page shows what is new. */
const COLUMNS = {
  DAY: { column: 'u.day', name: 'day', beyond: '<', direction: 'DESC' },
  ACCOUNT: { column: 'u.account_id', name: 'accountId', beyond: '>', direction: 'ASC' },
  OUTCOME: { column: 'u.outcome', name: 'outcome', beyond: '>', direction: 'ASC' },
} as const;

export interface UsageListInput extends UsageRange {
  /** Default all; none: one row for everything. */
  readonly by?: readonly UsageDimension[] | undefined;
  readonly first?: number | undefined;
  /** The row before the page, by its dimensions. */
  readonly after?: KeysetValues | undefined;
}

export interface ListAccountUsageInput extends UsageListInput {
  readonly accountId: string;
  /** Default false. */
  readonly includeSubAccounts?: boolean | undefined;
}

export interface ListKeyUsageInput extends UsageListInput {
  readonly keyId: string;
}

/** How many requests; null in a dimension that is not counted by. */
export interface UsageRow {
  readonly day: string | null;
  readonly accountId: string | null;
  readonly outcome: DecisionCode | null;
  readonly requests: number;
}

export interface UsagePage {
  readonly items: readonly UsageRow[];
  readonly hasNextPage: boolean;
  totalCount(): Promise<number>;
}

/** What gateways asked about the account. Takes ViewApiKey there. */
export async function listAccountUsage(context: Context, input: ListAccountUsageInput): Promise<UsagePage> {
  const account = await requireAccount(context, input.accountId, 'ViewApiKey', ['accountId']);
  const place: Condition =
    input.includeSubAccounts === true
      ? seenWithin(context, [account.path])
      : { sql: 'u.account_id = ?', parameters: [account.id] };
  return listUsage(context, place, input);
}

/** What gateways asked with the key, on the accounts where the caller holds ViewApiKey. */
export function listKeyUsage(context: Context, input: ListKeyUsageInput): Promise<UsagePage> {
  const seen = seenAccounts(context);
  return listUsage(
    context,
    { sql: `u.key_id = ? AND ${seen.sql}`, parameters: [input.keyId, ...seen.parameters] },
    input,
  );
}

async function listUsage(context: Context, place: Condition, input: UsageListInput): Promise<UsagePage> {
  const { first = DEFAULT_PAGE_SIZE } = input;
  if (!Number.isInteger(first) || first < 0 || first > MAX_PAGE_SIZE) {
    throw ValidationError.of(['first'], 'PAGE_SIZE', `\`first\` is a number from 0 to ${MAX_PAGE_SIZE}.`);
  }
  const { from, to } = usageDays(input, context.now());
  const columns = USAGE_DIMENSIONS.filter((one) => input.by?.includes(one) ?? true).map((one) => COLUMNS[one]);
  const after = input.after ? beyond(columns, input.after) : { sql: '1 = 1', parameters: [] };
  const source = `FROM usage_day u JOIN account a ON a.id = u.account_id
    WHERE ${place.sql} AND u.day >= ? AND u.day <= ?`;
  const parameters = [...place.parameters, from, to];
  const groups = columns.map(({ column }) => column).join(', ');
  // Where nothing is counted by, no request is no row instead of one without a number.
  const grouped = groups === '' ? 'HAVING COUNT(*) > 0' : `GROUP BY ${groups}`;
  const ordered = columns.map(({ column, direction }) => `${column} ${direction}`).join(', ');
  const rows = await context.manager.query<RawRow[]>(
    `SELECT ${columns.map(({ column, name }) => `${column} AS ${name}, `).join('')}SUM(u.requests) AS requests
     ${source} AND ${after.sql} ${grouped} ${ordered === '' ? '' : `ORDER BY ${ordered}`} LIMIT ${first + 1}`,
    [...parameters, ...after.parameters],
  );
  return {
    items: rows.slice(0, first).map(usageRow),
    hasNextPage: rows.length > first,
    totalCount: async () => {
      const counted = `SELECT COUNT(*) AS total FROM (SELECT SUM(u.requests) AS requests ${source} ${grouped}) one`;
      const [row] = await context.manager.query<{ total: number | string }[]>(counted, parameters);
      return Number(row?.total ?? 0);
    },
  };
}

/** Without what is not counted by. */
type RawRow = Partial<Pick<UsageRow, 'day' | 'accountId' | 'outcome'>> & { readonly requests: number | string };

function usageRow({ day = null, accountId = null, outcome = null, requests }: RawRow): UsageRow {
  return { day, accountId, outcome, requests: Number(requests) };
}

/** Values of the list's order at a row. */
export function usageKeyset({ day, accountId, outcome }: UsageRow): KeysetValues {
  return [day, accountId, outcome].filter((value) => value !== null);
}

type Column = (typeof COLUMNS)[UsageDimension];

function beyond(columns: readonly Column[], values: KeysetValues): Condition {
  // MySQL takes a text that is not ASCII for an error, where it compares these columns.
  const isOfForm = values.every((value) => typeof value === 'string' && /^[\x20-\x7e]+$/.test(value));
  if (columns.length === 0 || values.length !== columns.length || !isOfForm) {
    throw ValidationError.of(['after'], 'DAMAGED_CURSOR', '`after` is not a cursor of this list.');
  }
  const alternatives = columns.map(({ column, beyond: operator }, at) => {
    const equal = columns.slice(0, at).map((before) => `${before.column} = ?`);
    return `(${[...equal, `${column} ${operator} ?`].join(' AND ')})`;
  });
  return {
    sql: `(${alternatives.join(' OR ')})`,
    parameters: columns.flatMap((_column, at) => values.slice(0, at + 1)),
  };
}
