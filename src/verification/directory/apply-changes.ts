import type { ReadRows } from '../../database/raw-reader';
import type { AccountRow } from './account-table';
import type { Directory, ValueRow } from './directory';
import type { KeyRow } from './key-table';
import {
  type ChangeRow,
  readAccounts,
  readBlocks,
  readEndedFamilies,
  readEndpoints,
  readGateways,
  readGrants,
  readKeys,
  readRoles,
  readSigningKeys,
  readUsers,
  readValues,
} from './read-rows';

/** Ids of one statement. */
const BATCH = 1_000;

type Apply = (to: Directory) => void;

/**
 * What the change records name, read anew. `apply` puts all of it into the directory in one go: no request sees half
 * of a change.
 */
export async function readChanged(read: ReadRows, changes: readonly ChangeRow[]): Promise<Apply> {
  const named = (kind: string): ReadonlySet<string> =>
    new Set(changes.filter((row) => row.kind === kind).map((row) => row.ref));
  // First what is gone, then accounts before what hangs on them.
  const steps: Apply[] = [
    await changedAccounts(read, named('account')),
    await changedKeys(read, named('api_key')),
    await changedBlocks(read, named('key_block')),
    await changed(named('gateway'), readGateways.bind(null, read), {
      put: (to, row) => to.putGateway(row),
      remove: (to, id) => to.removeGateway(id),
    }),
    await changed(named('user'), readUsers.bind(null, read), {
      put: (to, row) => to.putUser(row),
      remove: (to, id) => to.people.removeUser(id),
    }),
    await changed(named('role'), readRoles.bind(null, read), {
      put: (to, row) => to.people.putRole(row),
      remove: (to, id) => to.people.removeRole(id),
    }),
    await changed(named('role_grant'), readGrants.bind(null, read), {
      put: (to, row) => to.putGrant(row),
      remove: (to, id) => to.people.removeGrant(id),
    }),
    await changed(named('endpoint'), readEndpoints.bind(null, read), {
      put: (to, row) => to.putEndpoint(row),
      remove: (to, id) => to.endpoints.remove(id),
    }),
    // What is no longer remembered of a family was of no use any more.
    await changed(named('token_family'), readEndedFamilies.bind(null, read), {
      put: (to, row) => to.tokens.endFamily(row),
      remove: () => undefined,
    }),
    await changed(named('signing_key'), readSigningKeys.bind(null, read), {
      put: (to, row) => to.tokens.putSigningKey(row),
      remove: (to, id) => to.tokens.removeSigningKey(id),
    }),
  ];
  return (directory) => {
    for (const apply of steps) apply(directory);
  };
}

async function changedAccounts(read: ReadRows, ids: ReadonlySet<string>): Promise<Apply> {
  const accounts = new Map<string, AccountRow>();
  await batched(ids, (some) => readAccounts(read, some, (row) => accounts.set(row.id, row)));
  return (directory) => {
    directory.removeAccounts([...ids].filter((id) => !accounts.has(id)));
    for (const row of accounts.values()) directory.putAccount(row);
  };
}

async function changedKeys(read: ReadRows, ids: ReadonlySet<string>): Promise<Apply> {
  const keys = new Map<string, { row: KeyRow; accountId: string; values: ValueRow[] }>();
  await batched(ids, async (some) => {
    await readKeys(read, some, (row, accountId) => keys.set(row.id, { row, accountId, values: [] }));
    await readValues(read, some, (keyId, value) => keys.get(keyId)?.values.push(value));
  });
  return (directory) => {
    for (const id of ids) {
      const found = keys.get(id);
      if (found) directory.putKey(found.row, found.accountId, found.values);
      else directory.removeKey(id);
    }
  };
}

async function changedBlocks(read: ReadRows, refs: ReadonlySet<string>): Promise<Apply> {
  const standing = new Set<string>();
  const keyIds = new Set([...refs].map((ref) => ref.split(':')[1] ?? ''));
  await batched(keyIds, (ids) => readBlocks(read, ids, (accountId, keyId) => standing.add(`${accountId}:${keyId}`)));
  return (directory) => {
    for (const ref of refs) {
      const [accountId = '', keyId = ''] = ref.split(':');
      directory.setBlock(accountId, keyId, standing.has(ref));
    }
  };
}

/** Rows that are each found by their id; those that are not there any more were deleted. */
/** Rows that are each found by their id; those that are not there any more were deleted. */
async function changed<Row extends { readonly id: string }>(
  ids: ReadonlySet<string>,
  readThem: (ids: string[], onRow: (row: Row) => void) => Promise<void>,
  { put, remove }: { put: (to: Directory, row: Row) => void; remove: (to: Directory, id: string) => void },
): Promise<Apply> {
  const rows = new Map<string, Row>();
  await batched(ids, (some) => readThem(some, (row) => rows.set(row.id, row)));
  return (directory) => {
    for (const id of ids) {
      const row = rows.get(id);
      if (row) put(directory, row);
      else remove(directory, id);
    }
  };
}

async function batched(ids: ReadonlySet<string>, work: (ids: string[]) => Promise<void>): Promise<void> {
  const all = [...ids];
  for (let from = 0; from < all.length; from += BATCH) await work(all.slice(from, from + BATCH));
}
