import DataLoader from 'dataloader';
import type { ShownAccount } from '../application/accounts/account-of-row';
import { loadVisibleAccounts } from '../application/accounts/load-accounts';
import { loadDomains } from '../application/accounts/load-domains';
import { loadLines } from '../application/accounts/load-lines';
import { type AccountName, loadAccountNames } from '../application/accounts/load-account-names';
import type { Context } from '../application/context';
import { countPendingEndpoints, type PendingEndpointCounts } from '../application/endpoints/count-pending-endpoints';
import { loadWaitingRegistrations } from '../application/endpoints/load-waiting-registrations';
import { countSecurityFindings } from '../application/keys/count-security-findings';
import type { FindingSeverity } from '../application/keys/finding-sql';
import {
  type EffectiveApiKeyPage,
  listEffectiveApiKeys,
  type ListEffectiveApiKeysInput,
} from '../application/keys/list-effective-api-keys';
import { loadPreviousValues } from '../application/keys/load-previous-values';
import { loadVisibleApiKeys } from '../application/keys/load-visible-api-keys';
import type { VisibleApiKey } from '../application/keys/visible-api-key';
import { loadVisibleRoles } from '../application/roles/load-roles';
import type { VisibleRole } from '../application/roles/visible-role';
import { listTemplates } from '../application/templates/list-templates';
import { loadVisibleUsers } from '../application/users/load-users';
import type { Account } from '../entities/account';
import type { ApiKeyTemplate } from '../entities/api-key-template';
import type { DeviceRegistration } from '../entities/device-registration';
import type { User } from '../entities/user';

/** Of one request: what many fields ask for is read in one statement. */
export interface Loaders {
  /** By bare id; null where the caller may not see it. */
  readonly account: DataLoader<string, Account | null>;
  readonly domains: DataLoader<string, readonly string[]>;
  /** By path: the root first, the account itself last. */
  readonly line: DataLoader<string, readonly Account[]>;
  /** By bare id; null where the caller may not see it. */
  readonly user: DataLoader<string, User | null>;
  readonly role: DataLoader<string, VisibleRole | null>;
  readonly templates: DataLoader<ShownAccount, readonly ApiKeyTemplate[], string>;
  /** By bare id, also of accounts that the caller does not see. */
  readonly accountName: DataLoader<string, AccountName | null>;
  /** By bare id; null where the caller does not see it. */
  readonly apiKey: DataLoader<string, VisibleApiKey | null>;
  /** By bare id of a key: the end of the overlap of its replaced value. */
  readonly previousValue: DataLoader<string, Date | null>;
  /** By bare id of an endpoint, the oldest first. */
  readonly waitingRegistrations: DataLoader<string, readonly DeviceRegistration[]>;
  readonly pendingEndpoints: DataLoader<ShownAccount, PendingEndpointCounts, string>;
  /** A page of each account's effective keys, those with the same arguments together. */
  effectiveApiKeys(account: ShownAccount, input: ListEffectiveApiKeysInput): Promise<EffectiveApiKeyPage>;
  /** Of any of the severities, of all where none are given; null without ViewApiKey. */
  securityFindingCount(
    account: ShownAccount,
    severities: readonly FindingSeverity[] | undefined,
  ): Promise<number | null>;
}

export function newLoaders(app: Context): Loaders {
  return {
    account: fromMap((ids) => loadVisibleAccounts(app, ids), null),
    domains: fromMap((ids) => loadDomains(app, ids), []),
    line: fromMap((paths) => loadLines(app, paths), []),
    user: fromMap((ids) => loadVisibleUsers(app, ids), null),
    role: fromMap((ids) => loadVisibleRoles(app, ids), null),
    templates: new DataLoader(
      async (accounts: readonly ShownAccount[]) => {
        const lists = await listTemplates(app, accounts);
        return accounts.map((account) => lists.get(account.id) ?? []);
      },
      { cacheKeyFn: (account) => account.id },
    ),
    accountName: fromMap((ids) => loadAccountNames(app, ids), null),
    apiKey: fromMap((ids) => loadVisibleApiKeys(app, ids), null),
    previousValue: fromMap((ids) => loadPreviousValues(app, ids), null),
    waitingRegistrations: fromMap((ids) => loadWaitingRegistrations(app, ids), []),
    pendingEndpoints: new DataLoader(
      async (accounts: readonly ShownAccount[]) => {
        const counts = await countPendingEndpoints(app, accounts);
        return accounts.map(({ id }) => counts.get(id) ?? new Error(`no count for account ${id}`));
      },
      { cacheKeyFn: (account) => account.id },
    ),
    effectiveApiKeys: byArguments<ListEffectiveApiKeysInput, EffectiveApiKeyPage>((accounts, input) =>
      listEffectiveApiKeys(app, accounts, input),
    ),
    securityFindingCount: byArguments<readonly FindingSeverity[] | undefined, number | null>((accounts, severities) =>
      countSecurityFindings(app, accounts, severities),
    ),
  };
}

/** A loader for each set of arguments: accounts of which the same is asked are read together. */
function byArguments<Arguments, T>(
  load: (accounts: readonly ShownAccount[], args: Arguments) => Promise<ReadonlyMap<string, T | Error>>,
): (account: ShownAccount, args: Arguments) => Promise<T> {
  const loaders = new Map<string, DataLoader<ShownAccount, T, string>>();
  return (account, args) => {
    const key = JSON.stringify([args]);
    const known = loaders.get(key);
    if (known) return known.load(account);
    const loader = new DataLoader<ShownAccount, T, string>(
      async (accounts) => {
        const answers = await load(accounts, args);
        return accounts.map(({ id }) => {
          const answer = answers.get(id);
          return answer === undefined ? new Error(`no answer for account ${id}`) : answer;
        });
      },
      { cacheKeyFn: ({ id }) => id },
    );
    loaders.set(key, loader);
    return loader.load(account);
  };
}

function fromMap<T>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
  missing: T,
): DataLoader<string, T>;
function fromMap<T>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
  missing: null,
): DataLoader<string, T | null>;
function fromMap<T>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
  missing: T | null,
): DataLoader<string, T | null> {
  return new DataLoader(async (keys: readonly string[]) => {
    const found = await load(keys);
    return keys.map((key) => found.get(key) ?? missing);
  });
}
