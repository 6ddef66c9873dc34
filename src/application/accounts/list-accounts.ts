import { Brackets, type SelectQueryBuilder } from 'typeorm';
import type { AccountKind, AccountStatus } from '../../domain/accounts/account';
import { type AccountPath, subtreeRange } from '../../domain/accounts/account-path';
import { ValidationError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { Account } from '../../entities/account';
import { AccountDomain } from '../../entities/account-domain';
import { reachAccount } from '../access';
import { pathsWith } from '../caller';
import type { Context } from '../context';

export interface AccountFilter {
  /** Its children only. */
  readonly parentId?: string | undefined;
  /** All below it, itself not. */
  readonly belowId?: string | undefined;
  /** Part of the name (without case), the external id (byte by byte) or a domain. */
  readonly search?: string | undefined;
  readonly kind?: AccountKind | undefined;
  /** The account's own status. */
  readonly status?: AccountStatus | undefined;
}

/** CREATED_AT is the order of ids, which are UUIDv7. */
export type AccountOrder = 'NAME' | 'CREATED_AT';

/** Of NAME: name key and id; of CREATED_AT: the id. */
export type AccountKeyset = readonly (string | number)[];

export interface ListAccountsInput extends AccountFilter {
  /** Default NAME. */
  readonly orderBy?: AccountOrder | undefined;
  /** Default ASC. */
  readonly direction?: 'ASC' | 'DESC' | undefined;
  /** Either `first`, with `after`, or `last`, with `before`. */
  readonly first?: number | undefined;
  readonly after?: AccountKeyset | undefined;
  readonly last?: number | undefined;
  readonly before?: AccountKeyset | undefined;
}

export interface ListAccountsResult {
  /** In the order asked for, also with `last`. */
  readonly rows: readonly Account[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

const DEFAULT_PAGE = 20;
const LONGEST_SEARCH = 200;

/** What a cursor of the list holds of a row. */
export function accountKeyset(account: Account, orderBy: AccountOrder = 'NAME'): AccountKeyset {
  return orderBy === 'NAME' ? [account.nameKey, account.id] : [account.id];
}

/** A page of the accounts on which ViewAccount is held. @throws NotFoundError for a parent outside the caller's reach. */
export async function listAccounts(context: Context, input: ListAccountsInput): Promise<ListAccountsResult> {
  const query = await visibleAccounts(context, input);
  if (!query) return { rows: [], hasNext: false, hasPrevious: false };
  const { orderBy = 'NAME', direction = 'ASC' } = input;
  const backward = input.last !== undefined;
  const size = input.last ?? input.first ?? DEFAULT_PAGE;
  if (input.after) addKeyset(query, orderBy, direction === 'ASC' ? '>' : '<', input.after, 'after');
  if (input.before) addKeyset(query, orderBy, direction === 'ASC' ? '<' : '>', input.before, 'before');

  // From the end it is read in the opposite order, and turned round.
  const order = (direction === 'ASC') === backward ? 'DESC' : 'ASC';
  if (orderBy === 'NAME') query.orderBy('a.nameKey', order).addOrderBy('a.id', order);
  else query.orderBy('a.id', order);
  const found = await query.limit(size + 1).getMany();
  const more = found.length > size;
  const rows = found.slice(0, size);
  return {
    rows: backward ? rows.reverse() : rows,
    hasNext: backward ? input.before !== undefined : more,
    hasPrevious: backward ? more : input.after !== undefined,
  };
}

/** Of the whole list, not of a page. */
export async function countAccounts(context: Context, filter: AccountFilter): Promise<number> {
  const query = await visibleAccounts(context, filter);
  return query ? query.getCount() : 0;
}

/** Null where there is nothing that the caller may see. */
async function visibleAccounts(context: Context, filter: AccountFilter): Promise<SelectQueryBuilder<Account> | null> {
  const query = context.manager.createQueryBuilder(Account, 'a').where('1 = 1');
  if (context.caller.kind !== 'COMMAND_LINE') {
    const paths = pathsWith(context.caller, 'ViewAccount', '');
    if (paths.length === 0) return null;
    query.andWhere(withinAny(paths));
  }
  if (filter.parentId !== undefined) {
    const parent = await reachAccount(context, filter.parentId, ['parentId']);
    query.andWhere('a.parentId = :parentId', { parentId: parent.id });
  }
  if (filter.belowId !== undefined) {
    const top = await reachAccount(context, filter.belowId, ['belowId']);
    const { from, to } = subtreeRange(top.path);
    query.andWhere('a.path > :belowFrom AND a.path < :belowTo', { belowFrom: from, belowTo: to });
  }
  if (filter.kind !== undefined) query.andWhere('a.kind = :kind', { kind: filter.kind });
  if (filter.status !== undefined) query.andWhere('a.status = :status', { status: filter.status });
  if (filter.search !== undefined) addSearch(query, filter.search);
  return query;
}

function withinAny(paths: readonly AccountPath[]): Brackets {
  return new Brackets((either) => {
    paths.forEach((path, index) => {
      const { from, to } = subtreeRange(path);
      either.orWhere(`a.path >= :from${index} AND a.path < :to${index}`, {
        [`from${index}`]: from,
        [`to${index}`]: to,
      });
    });
  });
}

/** INSTR on bytes: LIKE would know wildcards, and the databases differ in what is the same letter. */
function addSearch(query: SelectQueryBuilder<Account>, search: string): void {
  if (search.length > LONGEST_SEARCH) {
    throw ValidationError.of(['search'], 'TOO_LONG', `A search is at most ${LONGEST_SEARCH} characters.`);
  }
  if (search.trim() === '') return;
  query.andWhere(
    new Brackets((either) => {
      either
        .where('INSTR(a.nameKey, :searchName) > 0', { searchName: Buffer.from(nameKey(search), 'utf8') })
        .orWhere('INSTR(a.externalId, :searchId) > 0', { searchId: Buffer.from(search, 'utf8') });
      const domain = search.trim().toLowerCase();
      // Domains are ASCII; MySQL would have to find a common collation with anything else.
      if (/^[\x21-\x7e]+$/.test(domain)) {
        const ofDomain = query
          .subQuery()
          .select('1')
          .from(AccountDomain, 'd')
          .where('d.accountId = a.id AND INSTR(d.domain, :searchDomain) > 0')
          .getQuery();
        either.orWhere(`EXISTS ${ofDomain}`, { searchDomain: domain });
      }
    }),
  );
}

function addKeyset(
  query: SelectQueryBuilder<Account>,
  orderBy: AccountOrder,
  comparison: '>' | '<',
  keyset: AccountKeyset,
  argument: 'after' | 'before',
): void {
  const [first, second] = keyset;
  const fits = keyset.length === (orderBy === 'NAME' ? 2 : 1) && keyset.every((value) => typeof value === 'string');
  if (!fits) throw ValidationError.of([argument], 'DAMAGED_CURSOR', `\`${argument}\` is not a cursor of this list.`);
  if (orderBy === 'CREATED_AT') {
    query.andWhere(`a.id ${comparison} :${argument}Id`, { [`${argument}Id`]: first });
    return;
  }
  const [name, id] = [`${argument}Name`, `${argument}Id`];
  // Not a comparison of rows: MySQL finds no index range for one.
  query.andWhere(
    `a.nameKey ${comparison}= :${name} AND (a.nameKey ${comparison} :${name} OR a.id ${comparison} :${id})`,
    { [name]: Buffer.from(String(first), 'utf8'), [id]: second },
  );
}
