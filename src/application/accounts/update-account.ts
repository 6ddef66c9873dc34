import type { TokenLifetimes } from '../../domain/accounts/token-lifetimes';
import { ValidationError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { AccountDomain } from '../../entities/account-domain';
import { reachAccount, requirePermission, requireVersion } from '../access';
import { changedFields, pick } from '../audit/changed-fields';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { checkAccountFields, lifetimeColumns } from './account-input';
import { requireGovernor } from './governor';
import { requireUnique } from './require-unique';

export interface UpdateAccountInput {
  readonly accountId: string;
  readonly version: number;
  readonly name?: string | undefined;
  /** Each in seconds: undefined leaves it, null takes the parent's. */
  readonly tokenLifetimes?: Partial<TokenLifetimes> | undefined;
  readonly externalId?: string | null | undefined;
  /** All of them; what is not listed goes. */
  readonly domains?: readonly string[] | undefined;
}

const COLUMNS = [
  'name',
  'externalId',
  'userAccessTokenSeconds',
  'deviceAccessTokenSeconds',
  'refreshTokenSeconds',
] as const;

/** Name and token lifetimes take ModifyAccount on the account itself, externalId and domains on its parent. */
export function updateAccount(context: Context, input: UpdateAccountInput): Promise<Account> {
  return change(context, async (change) => {
    const account = await reachAccount(change, input.accountId, ['accountId']);
    requirePermissions(change, account, input);
    const { faults, domains } = checkAccountFields(input, change.services.tokenSettings.issuer);
    if (faults.length > 0) throw new ValidationError(faults);
    requireVersion(account, input.version, { type: 'Account', id: account.id });
    await requireUnique(change, account.id, input.externalId, domains);

    const domainsBefore = await domainsOf(change, account.id);
    const updated = withFields(account, input);
    const changed = changedFields<Record<string, unknown>>(
      { ...pick(account, COLUMNS), domains: domainsBefore },
      { ...pick(updated, COLUMNS), domains: domains ?? domainsBefore },
      [...COLUMNS, 'domains'],
    );
    if (!changed) return account;

    updated.version = account.version + 1;
    updated.updatedAt = change.now();
    await change.manager.update(Account, { id: account.id }, updated);
    if (domains) await replaceDomains(change, account.id, domainsBefore, domains);
    change.record('account', account.id);
    change.audit({
      action: 'ACCOUNT_UPDATED',
      account,
      target: { type: 'Account', id: account.id, name: updated.name },
      ...changed,
    });
    return updated;
  });
}

function requirePermissions(change: Change, account: Account, input: UpdateAccountInput): void {
  const governed = (['externalId', 'domains'] as const).find((field) => input[field] !== undefined);
  if (governed) requireGovernor(change, account, 'ModifyAccount', `Changing \`${governed}\` of an account`, [governed]);
  // Without any field it is still an update of the account.
  if (!governed || input.name !== undefined || input.tokenLifetimes !== undefined) {
    requirePermission(change, account, 'ModifyAccount', ['accountId']);
  }
}

function withFields(account: Account, input: UpdateAccountInput): Account {
  return Object.assign(new Account(), account, {
    ...(input.name === undefined ? {} : { name: input.name, nameKey: nameKey(input.name) }),
    ...(input.externalId === undefined ? {} : { externalId: input.externalId }),
    ...lifetimeColumns(input.tokenLifetimes),
  });
}

async function domainsOf(change: Change, accountId: string): Promise<string[]> {
  const rows = await change.manager.findBy(AccountDomain, { accountId });
  return rows.map((row) => row.domain).sort();
}

async function replaceDomains(
  change: Change,
  accountId: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  for (const domain of before.filter((candidate) => !after.includes(candidate))) {
    await change.manager.delete(AccountDomain, { domain, accountId });
  }
  const added = after.filter((candidate) => !before.includes(candidate));
  await insertAll(
    change.manager,
    AccountDomain,
    added.map((domain) => Object.assign(new AccountDomain(), { domain, accountId })),
  );
}
