import type { ReadRows } from '../../database/raw-reader';
import type { AccountRow } from './account-table';
import type { Directory, ValueRow } from './directory';
import type { GatewayRow } from './gateway-table';
import type { KeyRow } from './key-table';
import { type ChangeRow, readAccounts, readBlocks, readGateways, readKeys, readValues } from './read-rows';

/** Ids of one statement. */
const BATCH = 1_000;

/**
 * What the change records name, read anew. `apply` puts all of it into the directory in one go: no request sees half
 * of a change.
 */
export async function readChanged(read: ReadRows, changes: readonly ChangeRow[]): Promise<(to: Directory) => void> {
  const named = (kind: string): Set<string> =>
    new Set(changes.filter((row) => row.kind === kind).map((row) => row.ref));
  const [accountIds, keyIds, blocks, gatewayIds] = [
    named('account'),
    named('api_key'),
    named('key_block'),
    named('gateway'),
  ];
  const accounts = new Map<string, AccountRow>();
  const keys = new Map<string, { row: KeyRow; accountId: string; values: ValueRow[] }>();
  const gateways = new Map<string, GatewayRow>();
  const standing = new Set<string>();
  await batched(accountIds, (ids) => readAccounts(read, ids, (row) => accounts.set(row.id, row)));
  await batched(keyIds, async (ids) => {
    await readKeys(read, ids, (row, accountId) => keys.set(row.id, { row, accountId, values: [] }));
    await readValues(read, ids, (keyId, value) => keys.get(keyId)?.values.push(value));
  });
  const blockedKeyIds = new Set([...blocks].map((ref) => ref.split(':')[1] ?? ''));
  await batched(blockedKeyIds, (ids) =>
    readBlocks(read, ids, (accountId, keyId) => standing.add(`${accountId}:${keyId}`)),
  );
  await batched(gatewayIds, (ids) => readGateways(read, ids, (row) => gateways.set(row.id, row)));

  return (directory) => {
    // First what is gone, then accounts before what hangs on them.
    directory.removeAccounts([...accountIds].filter((id) => !accounts.has(id)));
    for (const row of accounts.values()) directory.putAccount(row);
    for (const id of keyIds) {
      const found = keys.get(id);
      if (found) directory.putKey(found.row, found.accountId, found.values);
      else directory.removeKey(id);
    }
    for (const ref of blocks) {
      const [accountId = '', keyId = ''] = ref.split(':');
      directory.setBlock(accountId, keyId, standing.has(ref));
    }
    for (const id of gatewayIds) {
      const found = gateways.get(id);
      if (found) directory.putGateway(found);
      else directory.removeGateway(id);
    }
  };
}

async function batched(ids: ReadonlySet<string>, work: (ids: string[]) => Promise<void>): Promise<void> {
  const all = [...ids];
  for (let from = 0; from < all.length; from += BATCH) await work(all.slice(from, from + BATCH));
}
