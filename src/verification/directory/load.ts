import type { ReadRows } from '../../database/raw-reader';
import { Directory } from './directory';
import {
  type Position,
  readAccounts,
  readBlocks,
  readCounts,
  readGateways,
  readKeys,
  readPosition,
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
  return { directory, position };
}
