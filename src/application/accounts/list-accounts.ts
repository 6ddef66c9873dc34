import { Brackets, type SelectQueryBuilder } from 'typeorm';
import type { AccountKind, AccountStatus } from '../../domain/accounts/account';
import { type AccountPath, isWithin, subtreeRange } from '../../domain/accounts/account-path';
import { ValidationError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { Account } from '../../entities/account';
import { AccountDomain } from '../../entities/account-domain';
import { reachAccount } from '../access';
import { pathsWith } from '../caller';
import type { Context } from '../context';
import { hiddenBelow, hiddenChildren, leaveOut } from '../hidden-subtrees';
import { keysetPage, type KeysetValues, type Page, type PageRequest } from '../keyset-page';

interface AccountFilter {
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

export interface ListAccountsInput extends AccountFilter, PageRequest {
  /** Default NAME. */
  readonly orderBy?: AccountOrder | undefined;
  /** Default ASC. */
  readonly direction?: 'ASC' | 'DESC' | undefined;
}

const LONGEST_SEARCH = 200;

/** Values of the list's order at an account. */
export function accountKeyset(account: Pick<Account, 'id' | 'nameKey'>, orderBy: AccountOrder): KeysetValues {
  return orderBy === 'NAME' ? [account.nameKey, account.id] : [account.id];
}

/** The accounts on which ViewAccount is held. @throws NotFoundError for a parent outside the caller's reach. */
export async function listAccounts(context: Context, input: ListAccountsInput): Promise<Page<Account>> {
  const query = context.manager.createQueryBuilder(Account, 'a').where('1 = 1');
  if (context.caller.kind !== 'COMMAND_LINE') {
    const paths = pathsWith(context.caller, 'ViewAccount', '');
    query.andWhere(paths.length === 0 ? '1 = 0' : withinAny(paths));
  }
  await addPlace(context, query, input);
  addFilter(query, input);
  const byId = { column: 'a.id' };
  const order = (input.orderBy ?? 'NAME') === 'NAME' ? [{ column: 'a.nameKey', bytes: true } as const, byId] : [byId];
  return keysetPage(query, order, input.direction ?? 'ASC', input);
}

/** Only what is hidden there is left out: a statement takes so many ranges. */
async function addPlace(context: Context, query: SelectQueryBuilder<Account>, filter: AccountFilter): Promise<void> {
  let hidden = hiddenBelow(context.caller);
  if (filter.parentId !== undefined) {
    const parent = await reachAccount(context, filter.parentId, ['parentId']);
    query.andWhere('a.parentId = :parentId', { parentId: parent.id });
    hidden = hiddenChildren(context.caller, parent.path);
  }
  if (filter.belowId !== undefined) {
    const top = await reachAccount(context, filter.belowId, ['belowId']);
    const { from, to } = subtreeRange(top.path);
    query.andWhere('a.path > :belowFrom AND a.path < :belowTo', { belowFrom: from, belowTo: to });
    hidden = hidden.filter((path) => isWithin(path, top.path));
  }
  leaveOut(query, hidden);
}

function addFilter(query: SelectQueryBuilder<Account>, filter: AccountFilter): void {
  if (filter.kind !== undefined) query.andWhere('a.kind = :kind', { kind: filter.kind });
  if (filter.status !== undefined) query.andWhere('a.status = :status', { status: filter.status });
  if (filter.search !== undefined) addSearch(query, filter.search);
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
