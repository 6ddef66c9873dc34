import { type AccountKind, type AccountStatus, MAX_ACCOUNT_DEPTH } from '../../domain/accounts/account';
import { childPath } from '../../domain/accounts/account-path';
import type { TokenLifetimes } from '../../domain/accounts/token-lifetimes';
import { ConflictError, LimitReachedError, ValidationError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { AccountDomain } from '../../entities/account-domain';
import { requireAccount } from '../access';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { limitValueConflicts } from '../keys/limit-value-conflicts';
import { type VisibleApiKey, visibleApiKey } from '../keys/visible-api-key';
import { newId } from '../new-id';
import { stampPredefinedKeys } from '../templates/stamp-predefined-keys';
import { checkAccountFields, lifetimeColumns } from './account-input';
import { requireUnique } from './require-unique';

export interface CreateAccountInput {
  readonly parentId: string;
  readonly kind: AccountKind;
  readonly name: string;
  readonly externalId?: string | null | undefined;
  readonly domains?: readonly string[] | undefined;
  /** Default ACTIVE. */
  readonly status?: AccountStatus | undefined;
  readonly tokenLifetimes?: Partial<TokenLifetimes> | undefined;
  /** Default true: a customer gets one key per template of its line. */
  readonly stampPredefinedKeys?: boolean | undefined;
  /** Of an import, which keeps ids; a new one by default. */
  readonly id?: string | undefined;
}

interface StampedKey {
  readonly apiKey: VisibleApiKey;
  /** The generated value, shown this once; null where the template fixes it. */
  readonly value: string | null;
}

export interface CreateAccountResult {
  readonly account: Account;
  readonly predefinedKeys: readonly StampedKey[];
}

/** Makes an account below a vendor. Takes ModifyAccount on the parent, which also governs status, externalId and domains. */
export function createAccount(context: Context, input: CreateAccountInput): Promise<CreateAccountResult> {
  const work = (): Promise<CreateAccountResult> => change(context, (change) => make(change, input));
  // A template of the line may fix a value.
  return limitValueConflicts(context, input.parentId, work, ['parentId']);
}

async function make(change: Change, input: CreateAccountInput): Promise<CreateAccountResult> {
  const parent = await requireAccount(change, input.parentId, 'ModifyAccount', ['parentId']);
  const { faults, domains = [] } = checkAccountFields(input, change.services.tokenSettings.issuer);
  if (faults.length > 0) throw new ValidationError(faults);
  requirePlaceBelow(parent);
  const account = newAccount(change, parent, input);
  await requireUnique(change, account.id, account.externalId, domains);
  await insertAccount(change, account, domains);
  const stamps = account.kind === 'CUSTOMER' && input.stampPredefinedKeys !== false;
  const stamped = stamps ? await stampPredefinedKeys(change, account) : [];
  return {
    account,
    predefinedKeys: stamped.map(({ apiKey, value }) => ({
      apiKey: visibleApiKey(change, apiKey, account.path),
      value,
    })),
  };
}

function requirePlaceBelow(parent: Account): void {
  if (parent.kind !== 'VENDOR') {
    throw new ConflictError('A customer has no accounts below it: choose a vendor as parent.', ['parentId']);
  }
  if (parent.depth >= MAX_ACCOUNT_DEPTH) {
    throw new LimitReachedError(`The tree is at most ${MAX_ACCOUNT_DEPTH} levels deep below the root.`, ['parentId']);
  }
}

function newAccount(change: Change, parent: Account, input: CreateAccountInput): Account {
  const id = input.id ?? newId();
  const now = change.now();
  return Object.assign(new Account(), {
    id,
    kind: input.kind,
    parentId: parent.id,
    parentKind: 'VENDOR',
    rootSlot: null,
    path: childPath(parent.path, id),
    depth: parent.depth + 1,
    name: input.name,
    nameKey: nameKey(input.name),
    status: input.status ?? 'ACTIVE',
    externalId: input.externalId ?? null,
    userAccessTokenSeconds: null,
    deviceAccessTokenSeconds: null,
    refreshTokenSeconds: null,
    ...lifetimeColumns(input.tokenLifetimes),
    version: 1,
    createdAt: now,
    updatedAt: now,
  } satisfies Account);
}

async function insertAccount(change: Change, account: Account, domains: readonly string[]): Promise<void> {
  await insertAll(change.manager, Account, [account]);
  await insertAll(
    change.manager,
    AccountDomain,
    domains.map((domain) => Object.assign(new AccountDomain(), { domain, accountId: account.id })),
  );
  change.record('account', account.id);
  const { kind, name, parentId, status, externalId } = account;
  change.audit({
    action: 'ACCOUNT_CREATED',
    account,
    target: { type: 'Account', id: account.id, name },
    after: { kind, name, parentId, status, externalId, domains, ...lifetimesOf(account) },
  });
}

/** Those that are its own. */
function lifetimesOf(account: Account): Record<string, number> {
  const { userAccessTokenSeconds, deviceAccessTokenSeconds, refreshTokenSeconds } = account;
  const all = { userAccessTokenSeconds, deviceAccessTokenSeconds, refreshTokenSeconds };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== null));
}
