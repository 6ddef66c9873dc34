import type { ReadRows } from '../../database/raw-reader';
import { Directory } from './directory';
import {
  type Position,
  readAccounts,
  readBlocks,
  readCounts,
  readEndedFamilies,
  readEndpoints,
  readGateways,
  readGrants,
  readKeys,
  readPosition,
  readRoles,
  readSigningKeys,
  readUsers,
  readValues,
} from './read-rows';

export interface Loaded {
  readonly directory: Directory;
  /** The state that it holds. */
  readonly position: Position;
}

/** All records, streamed from one snapshot of the database. */
export async function loadDirectory(read: ReadRows): Promise<Loaded> {
  const position = await readPosition(read);
  const directory = new Directory(await readCounts(read));
  await readAccounts(read, null, (row) => directory.putAccount(row));
  await readKeys(read, null, (row, accountId) => directory.putKey(row, accountId, []));
  await readValues(read, null, (keyId, value) => directory.addValueOf(keyId, value));
  await readBlocks(read, null, (accountId, keyId) => directory.setBlock(accountId, keyId, true));
  await readGateways(read, null, (row) => directory.putGateway(row));
  await readUsers(read, null, (row) => directory.putUser(row));
  await readRoles(read, null, (row) => directory.people.putRole(row));
  await readGrants(read, null, (row) => directory.putGrant(row));
  await readEndpoints(read, null, (row) => directory.putEndpoint(row));
  await readEndedFamilies(read, null, (row) => directory.tokens.endFamily(row));
  await readSigningKeys(read, null, (row) => directory.tokens.putSigningKey(row));
  return { directory, position };
}
