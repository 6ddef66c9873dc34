import { idsOnLines, lineOf } from '../../domain/accounts/account-path';
import { ForbiddenError, ValidationError } from '../../domain/errors';
import type { EffectiveKeyState } from '../../domain/keys/api-key';
import { reasonsOf } from '../../domain/keys/effective-state';
import type { Account } from '../../entities/account';
import type { ApiKey } from '../../entities/api-key';
import { requirePermission } from '../access';
import { type AccountName, loadAccountNames } from '../accounts/load-account-names';
import { holds } from '../caller';
import type { Context } from '../context';
import { DEFAULT_PAGE_SIZE, type KeysetValues, MAX_PAGE_SIZE } from '../keyset-page';
import { type ApiKeyFilter, looksAtWholeKeys, OWN_STATES } from './api-key-filter';
import { EffectiveBlocks } from './effective-blocks';
import { countKeys, type OwnStateCounts, selectBlocks, selectKeys } from './effective-rows';
import { type VisibleApiKey, visibleApiKey } from './visible-api-key';

export interface ListEffectiveApiKeysInput extends ApiKeyFilter {
  /** 0 to 100; default 20. */
  readonly first?: number | undefined;
  /** Name key and id of the key before the page. */
  readonly after?: KeysetValues | undefined;
}

/** A key on one account: what is true of it there. */
export interface EffectiveApiKey {
  readonly key: VisibleApiKey;
  readonly state: EffectiveKeyState;
  /** All that stand in its way. */
  readonly reasons: readonly EffectiveKeyState[];
  readonly inherited: boolean;
  readonly definedOn: AccountName;
  /** Of several, the account nearest to the key's own. */
  readonly blockedBy: AccountName | null;
  readonly viewerCanBlock: boolean;
}

export interface EffectiveApiKeyPage {
  /** By name, then age. */
  readonly items: readonly EffectiveApiKey[];
  readonly hasNextPage: boolean;
  /** One statement more, for all accounts together: only where it is asked for. */
  totalCount(): Promise<number>;
}

type Place = Pick<Account, 'id' | 'path'>;

/**
 * The keys effective on each of the accounts, those that do not work there included. Three statements, and one more
 * for the counts, however many accounts there are: an effective list merges the lists of the accounts of the line,
 * each sorted already.
 *
 * @returns by account id; ForbiddenError for an account without ViewApiKey
 */
export async function listEffectiveApiKeys(
  context: Context,
  accounts: readonly Place[],
  input: ListEffectiveApiKeysInput,
): Promise<ReadonlyMap<string, EffectiveApiKeyPage | ForbiddenError>> {
  const first = pageSize(input);
  const answers = new Map<string, EffectiveApiKeyPage | ForbiddenError>();
  const visible = accounts.filter((account) => {
    const refusal = refusalOf(context, account);
    if (refusal) answers.set(account.id, refusal);
    return !refusal;
  });
  if (visible.length === 0) return answers;

  const lineIds = idsOnLines(visible.map((account) => account.path));
  const names = await loadAccountNames(context, lineIds);
  const definerIds = lineIds.filter((id) => mayFit(context, input, names.get(id)));
  const blocks = await selectBlocks(context, lineIds, input, definerIds);
  const keys = await selectKeys(context, {
    definerIds,
    filter: input,
    after: input.after,
    // Of the keys that are read, those blocked on an account may not be wanted there.
    limit: first + 1 + (input.states ? blocks.length : 0),
    blockedIds: input.states ? [...new Set(blocks.map((block) => block.keyId))] : [],
  });
  const lists = keysByDefiner(context, keys, names);
  const blocksOf = new EffectiveBlocks(blocks);
  let counts: Promise<OwnStateCounts> | undefined;
  for (const account of visible) {
    const items = merged(context, account, lists, names, blocksOf, input, first + 1);
    answers.set(account.id, {
      items: items.slice(0, first),
      hasNextPage: items.length > first,
      totalCount: async () =>
        countOn(account, await (counts ??= countKeys(context, definerIds, input)), blocksOf, input),
    });
  }
  return answers;
}

function pageSize({ first = DEFAULT_PAGE_SIZE, after }: ListEffectiveApiKeysInput): number {
  if (!Number.isInteger(first) || first < 0 || first > MAX_PAGE_SIZE) {
    throw ValidationError.of(['first'], 'PAGE_SIZE', `\`first\` is a number from 0 to ${MAX_PAGE_SIZE}.`);
  }
  if (after && !(after.length === 2 && after.every((value) => typeof value === 'string'))) {
    throw ValidationError.of(['after'], 'DAMAGED_CURSOR', '`after` is not a cursor of this list.');
  }
  return first;
}

function refusalOf(context: Context, account: Place): ForbiddenError | null {
  try {
    requirePermission(context, account, 'ViewApiKey');
    return null;
  } catch (error) {
    if (error instanceof ForbiddenError) return error;
    throw error;
  }
}

/** Of inherited keys a filter must not tell what is not shown of them: such a key fits none that asks for it. */
function mayFit(context: Context, filter: ApiKeyFilter, definer: AccountName | undefined): boolean {
  return !looksAtWholeKeys(filter) || holds(context.caller, definer?.path ?? '', 'ViewApiKey');
}

function keysByDefiner(
  context: Context,
  keys: readonly ApiKey[],
  names: ReadonlyMap<string, AccountName>,
): ReadonlyMap<string, readonly Keyed[]> {
  const lists = new Map<string, Keyed[]>();
  for (const key of keys) {
    const entry = {
      key: visibleApiKey(context, key, names.get(key.accountId)?.path ?? ''),
      order: Buffer.from(key.nameKey, 'utf8').toString('latin1'),
    };
    const list = lists.get(key.accountId);
    if (list) list.push(entry);
    else lists.set(key.accountId, [entry]);
  }
  return lists;
}

interface Keyed {
  readonly key: VisibleApiKey;
  /** The bytes of its name key, each as a character: such texts compare as the databases compare the bytes. */
  readonly order: string;
}

function byNameAndAge(one: Keyed, other: Keyed): number {
  if (one.order !== other.order) return one.order < other.order ? -1 : 1;
  return one.key.id < other.key.id ? -1 : 1;
}

/** The first `most` keys of the account that are wanted there. */
function merged(
  context: Context,
  account: Place,
  lists: ReadonlyMap<string, readonly Keyed[]>,
  names: ReadonlyMap<string, AccountName>,
  blocks: EffectiveBlocks,
  { states }: ApiKeyFilter,
  most: number,
): EffectiveApiKey[] {
  const now = context.now();
  const viewerCanBlock = holds(context.caller, account.path, 'ModifyApiKey');
  const candidates = lineOf(account.path).flatMap((id) => lists.get(id) ?? []);
  candidates.sort(byNameAndAge);
  const found: EffectiveApiKey[] = [];
  for (const { key } of candidates) {
    if (found.length === most) break;
    const blockedBy = blocks.blockerOf(key.id, account.path);
    const reasons = reasonsOf({ active: key.active, expiresAt: key.expiresAt, blocked: blockedBy !== null }, now);
    const state = reasons[0] ?? 'ACTIVE';
    if (states && !states.includes(state)) continue;
    const inherited = key.accountId !== account.id;
    const definedOn = names.get(key.accountId) ?? { id: key.accountId, name: '', path: key.accountPath };
    found.push({
      key,
      state,
      reasons,
      inherited,
      definedOn,
      blockedBy: blockedBy === null ? null : (names.get(blockedBy) ?? null),
      viewerCanBlock: inherited && viewerCanBlock,
    });
  }
  return found;
}

/** Counted by what the keys are by themselves, then put right by those that are blocked here. */
function countOn(account: Place, counts: OwnStateCounts, blocks: EffectiveBlocks, { states }: ApiKeyFilter): number {
  const wanted = OWN_STATES.filter((state) => !states || states.includes(state));
  let total = 0;
  for (const definerId of lineOf(account.path)) {
    for (const state of wanted) total += counts.get(definerId)?.get(state) ?? 0;
  }
  if (!states) return total;
  for (const { ownState, fits } of blocks.on(account.path)) {
    if (!fits) continue;
    if (wanted.includes(ownState)) total--;
    if (states.includes('BLOCKED')) total++;
  }
  return total;
}
