import { Brackets, In, type SelectQueryBuilder } from 'typeorm';
import { type AccountPath, subtreeRange } from '../../domain/accounts/account-path';
import type { ClientType, EndpointStatus } from '../../domain/endpoints/endpoint';
import { instantParameter } from '../../database/dialect';
import { Account } from '../../entities/account';
import { Endpoint } from '../../entities/endpoint';
import { requireAccount } from '../access';
import type { Context } from '../context';
import { hiddenBelow, leaveOut } from '../hidden-subtrees';
import { keysetPage, type Page, type PageRequest } from '../keyset-page';
import { HAS_REGISTRATION_SQL, WAITS_SQL } from './registration-sql';
import { type VisibleEndpoint, visibleEndpoint } from './visible-endpoint';

/** All that is given must fit. */
interface EndpointFilter {
  /** Any of these. */
  readonly statuses?: readonly EndpointStatus[] | undefined;
  /** Any of these. */
  readonly clientTypes?: readonly ClientType[] | undefined;
  /** Only those with a registration that waits for a decision, or only the others. */
  readonly waiting?: boolean | undefined;
  /** Part of the name or description (without case of the letters A to Z), or of the client id (byte by byte). */
  readonly search?: string | undefined;
}

export interface ListEndpointsInput extends EndpointFilter, PageRequest {
  readonly accountId: string;
  /** The endpoints of all accounts below too. */
  readonly includeSubAccounts?: boolean | undefined;
}

/**
 * Newest first; cursor values are `[id]`. One that is PENDING and whose registration has expired is nobody's business
 * any more: the device has to register again. Takes ViewEndpoint on the account.
 */
export async function listEndpoints(context: Context, input: ListEndpointsInput): Promise<Page<VisibleEndpoint>> {
  const account = await requireAccount(context, input.accountId, 'ViewEndpoint', ['accountId']);
  const query = context.manager.createQueryBuilder(Endpoint, 'e');
  if (input.includeSubAccounts) {
    query
      .innerJoin(Account, 'a', 'a.id = e.accountId')
      .where('a.path >= :from AND a.path < :to', subtreeRange(account.path));
    leaveOut(query, hiddenBelow(context.caller, account.path));
  } else {
    query.where('e.accountId = :accountId', { accountId: account.id });
  }
  query.andWhere(`(e.status <> 'PENDING' OR ${HAS_REGISTRATION_SQL})`, {
    now: instantParameter(context.services.database.dialect, context.now()),
  });
  addFilter(query, input);
  const page = await keysetPage(query, [{ column: 'e.id' }], 'DESC', input);
  const paths = input.includeSubAccounts ? await pathsOf(context, page.items) : null;
  return {
    ...page,
    items: page.items.map((one) => visibleEndpoint(context, one, paths?.get(one.accountId) ?? account.path)),
  };
}

async function pathsOf(context: Context, endpoints: readonly Endpoint[]): Promise<ReadonlyMap<string, AccountPath>> {
  const ids = [...new Set(endpoints.map((endpoint) => endpoint.accountId))];
  const homes = await context.manager.findBy(Account, { id: In(ids) });
  return new Map(homes.map((home) => [home.id, home.path]));
}

function addFilter(query: SelectQueryBuilder<Endpoint>, filter: EndpointFilter): void {
  const { statuses, clientTypes, waiting, search } = filter;
  if (statuses) query.andWhere(statuses.length > 0 ? 'e.status IN (:...statuses)' : '1 = 0', { statuses });
  if (clientTypes) {
    query.andWhere(clientTypes.length > 0 ? 'e.clientType IN (:...clientTypes)' : '1 = 0', { clientTypes });
  }
  if (waiting !== undefined) query.andWhere(waiting ? WAITS_SQL : `NOT ${WAITS_SQL}`);
  if (search !== undefined) addSearch(query, search);
}

/** INSTR, since LIKE would know wildcards. SQLite's LOWER knows the letters A to Z and no more. */
function addSearch(query: SelectQueryBuilder<Endpoint>, search: string): void {
  const text = search.trim();
  if (text === '') return;
  query.andWhere(
    new Brackets((either) => {
      either
        .where('INSTR(LOWER(e.name), LOWER(:searchText)) > 0', { searchText: text })
        .orWhere('INSTR(LOWER(e.description), LOWER(:searchText)) > 0')
        .orWhere('INSTR(e.clientId, :searchBytes) > 0', { searchBytes: Buffer.from(text, 'utf8') });
    }),
  );
}
