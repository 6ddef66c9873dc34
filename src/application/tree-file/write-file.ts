import { Account } from '../../entities/account';
import { change } from '../change';
import { forgottenBefore } from '../keys/value-on-line';
import { type Missing, parseAccountOf, parseRootOf, ROOT } from './check-file';
import { FileFaultsError } from './file-faults';
import type { WrittenValues } from './generated-values';
import type { ImportTask } from './import-task';
import { insertRows } from './insert-rows';
import { type ImportCounts, NewRows, NO_COUNTS, plus } from './new-rows';
import type { ParsedAccount, ParsedRoot } from './parsed';
import { CHUNK, planChunk, planRootChunk } from './plan-chunk';
import { planGrants, type UsersGrant } from './plan-grants';
import { Places } from './places';
import type { Planning } from './planning';

export interface Limits {
  readonly mostRowsAtOnce: number;
  readonly batchRows: number;
}

export interface Written {
  readonly added: ImportCounts;
  readonly transactions: number;
}

/** What one transaction writes. */
interface Batch {
  root: ParsedRoot | null;
  accounts: ParsedAccount[];
  grants: readonly UsersGrant[];
  rows: number;
}

/** Writes what is missing: in one transaction, or in several where it is more than the limit. */
export async function writeFile(
  task: ImportTask,
  missing: Missing,
  values: WrittenValues,
  limits: Limits,
): Promise<Written> {
  const total = [...missing.rows.values()].reduce((sum, rows) => sum + rows, missing.grants.length);
  const batches = batchesOf(task, missing, total <= limits.mostRowsAtOnce ? Infinity : limits.batchRows);
  const writer = new BatchWriter(task, values);
  task.passwords.writing = true;
  let written = 0;
  for await (const batch of batches) {
    written += batch.rows;
    await writer.write(batch, written === total);
  }
  return { added: writer.added, transactions: writer.transactions };
}

async function* batchesOf(task: ImportTask, missing: Missing, most: number): AsyncGenerator<Batch> {
  let batch = newBatch();
  const rootRows = missing.rows.get(ROOT) ?? 0;
  if (rootRows > 0) Object.assign(batch, { root: parseRootOf(task), rows: rootRows });
  for await (const piece of task.file.accounts()) {
    const rows = missing.rows.get(piece.index ?? ROOT) ?? 0;
    const account = rows > 0 ? parseAccountOf(task, piece) : null;
    if (!account) continue;
    if (batch.rows > 0 && batch.rows + rows > most) {
      yield batch;
      batch = newBatch();
    }
    batch.accounts.push(account);
    batch.rows += rows;
  }
  let grants = 0;
  while (grants < missing.grants.length) {
    const room = Math.max(0, most - batch.rows);
    batch.grants = missing.grants.slice(grants, grants + room);
    grants += batch.grants.length;
    batch.rows += batch.grants.length;
    if (grants === missing.grants.length) break;
    yield batch;
    batch = newBatch();
  }
  if (batch.rows > 0) yield batch;
}

function newBatch(): Batch {
  return { root: null, accounts: [], grants: [], rows: 0 };
}

class BatchWriter {
  added = NO_COUNTS;
  transactions = 0;
  private accounts = 0;

  constructor(
    private readonly task: ImportTask,
    private readonly values: WrittenValues,
  ) {}

  /** One transaction. Checks again, under the lock, what was checked without. */
  async write(batch: Batch, last: boolean): Promise<void> {
    const { context, faults, passwords, onProgress } = this.task;
    const users = [...(batch.root ? [batch.root] : []), ...batch.accounts].flatMap((account) => account.users);
    await passwords.hash(users);
    const counts = await change(context, async (change) => {
      faults.clear();
      const places = await Places.load(change.manager, forgottenBefore(change.now()));
      const rows = await this.plan(
        { context: change, places, predefined: this.task.predefined, values: this.values, passwords },
        batch,
      );
      if (faults.count > 0) throw new FileFaultsError(faults, this.transactions);
      this.values.write();
      await insertRows(change, rows);
      const added = plus(this.added, rows.counts);
      if (last) {
        const account = await change.manager.findOneByOrFail(Account, { rootSlot: 1 });
        change.audit({
          action: 'IMPORTED',
          account,
          target: { type: 'Installation', id: null, name: null },
          after: { ...added },
        });
      }
      return added;
    });
    this.values.forget();
    this.added = counts;
    this.transactions++;
    this.accounts += batch.accounts.length;
    onProgress({ step: 'written', accounts: this.accounts, of: this.task.file.accountCount });
  }

  private async plan(planning: Planning, { root, accounts, grants }: Batch): Promise<NewRows> {
    const rows = new NewRows();
    if (root) rows.append(await planRootChunk(planning, root));
    for (let from = 0; from < accounts.length; from += CHUNK) {
      for (const planned of await planChunk(planning, accounts.slice(from, from + CHUNK))) {
        if (planned) rows.append(planned);
      }
    }
    await planGrants(planning, grants, rows);
    return rows;
  }
}
