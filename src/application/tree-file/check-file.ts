import { forgottenBefore } from '../keys/value-on-line';
import { CountedValues } from './generated-values';
import type { ImportTask } from './import-task';
import type { JsonPiece } from './json-pieces';
import { NewRows } from './new-rows';
import { valueOf } from './open-tree-file';
import { parseAccount, parseRoot } from './parse-account';
import type { ParsedAccount, ParsedRoot } from './parsed';
import { CHUNK, planChunk, planRootChunk } from './plan-chunk';
import { grantsOf, planGrants, type UsersGrant } from './plan-grants';
import { Places } from './places';
import type { Planning } from './planning';

/** What the database lacks of the file. */
export interface Missing {
  /** Rows of the accounts that lack any, by their position in the file. */
  readonly rows: Map<number, number>;
  readonly grants: UsersGrant[];
  readonly generatedValues: number;
}

/** Stands for the root among the positions of accounts. */
export const ROOT = -1;

/** Looks at the whole file, and puts every fault to `task.faults`. Holds of it what blocks, grants and values refer to. */
export async function checkFile(task: ImportTask): Promise<Missing> {
  const { context, passwords } = task;
  const places = await Places.load(context.manager, forgottenBefore(context.now()));
  const values = new CountedValues();
  const planning: Planning = { context, places, predefined: task.predefined, values, passwords };
  const rows = new Map<number, number>();
  const grants: UsersGrant[] = [];
  const note = (position: number, count: number): void => {
    if (count > 0) rows.set(position, count);
  };

  const root = parseRootOf(task);
  if (root) {
    note(ROOT, (await planRootChunk(planning, root)).count);
    grants.push(...grantsOf(null, root));
  }
  let position = 0;
  for await (const pieces of chunksOf(task.file.accounts())) {
    const parsed = pieces.map((piece) => parseAccountOf(task, piece, places.broken));
    const accounts = parsed.flatMap((account) => account ?? []);
    const planned = (await planChunk(planning, accounts)).values();
    for (const account of parsed) {
      if (account) {
        note(position, planned.next().value?.count ?? 0);
        for (const grant of grantsOf(account.ref, account)) grants.push(grant);
      }
      position++;
    }
    await passwords.compareAll();
    task.onProgress({ step: 'checked', accounts: position, of: task.file.accountCount });
  }
  const missingGrants = await planGrants(planning, grants, new NewRows());
  await passwords.compareAll();
  return { rows, grants: missingGrants, generatedValues: values.count };
}

export function parseRootOf({ file, faults, parse }: ImportTask): ParsedRoot | null {
  if (!file.root) return null;
  const spot = faults.spot('root', file.root.line);
  const value = valueOf(file.root, spot);
  return value === undefined ? null : parseRoot(value, spot, parse);
}

export function parseAccountOf(
  { faults, parse }: ImportTask,
  piece: JsonPiece,
  broken: Set<string> = new Set<string>(),
): ParsedAccount | null {
  const spot = faults.spot(`accounts[${piece.index ?? 0}]`, piece.line);
  const value = valueOf(piece, spot);
  if (value === undefined) return null;
  const account = parseAccount(value, spot, parse);
  if (account) return account;
  const ref = typeof value === 'object' && value !== null && 'externalId' in value ? value.externalId : undefined;
  if (typeof ref === 'string') broken.add(ref);
  return null;
}

async function* chunksOf<T>(all: AsyncIterable<T>): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const one of all) {
    chunk.push(one);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
