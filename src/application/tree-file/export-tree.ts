import { type EntityManager, MoreThan } from 'typeorm';
import { readSnapshot } from '../../database/snapshot';
import { Account } from '../../entities/account';
import { auditAlone } from '../change';
import type { Context } from '../context';
import { forgottenBefore } from '../keys/value-on-line';
import { type Exported, fileAccount, fileRoot } from './export-account';
import { ExportNames } from './export-names';
import { FORMAT } from './format';
import { loadContents } from './load-contents';

export interface ExportTreeInput {
  /** Takes the next piece of the document; the promise is waited for, so that a slow reader is not outrun. */
  readonly write: (text: string) => Promise<void>;
  readonly onProgress?: ((accounts: number, of: number) => void) | undefined;
}

/** Accounts that are read together. */
const PAGE = 250;

/**
 * Writes the whole tree as a tree file: one state of it, an account a line, in the order of the tree. Secrets are in
 * it as hashes. Recorded before the first account leaves, so that one that is cut off is recorded too.
 */
export async function exportTree(context: Context, input: ExportTreeInput): Promise<{ accounts: number }> {
  const root = await context.manager.findOneByOrFail(Account, { rootSlot: 1 });
  await auditAlone(context, {
    action: 'EXPORTED',
    account: root,
    target: { type: 'Installation', id: null, name: null },
  });
  return readSnapshot(context.services.database, async (manager) => {
    const total = (await manager.count(Account)) - 1;
    const head = { format: FORMAT, dataKeyFingerprint: context.services.secrets.keyValuesFingerprint };
    let accounts = 0;
    for await (const page of pages(context, manager)) {
      for (const exported of page) {
        if (exported.account.rootSlot === 1) {
          await input.write(
            `${JSON.stringify(head).slice(0, -1)},\n"root":${JSON.stringify(fileRoot(exported))},\n"accounts":[`,
          );
        } else {
          await input.write(`${accounts++ === 0 ? '\n' : ',\n'}${JSON.stringify(fileAccount(exported))}`);
        }
      }
      input.onProgress?.(accounts, total);
    }
    await input.write('\n]}\n');
    return { accounts };
  });
}

/** By path: the root first, every parent before its children, subtree by subtree. */
async function* pages(context: Context, manager: EntityManager): AsyncGenerator<Exported[]> {
  const forgotten = forgottenBefore(context.now());
  for (let after = ''; ;) {
    const page = await manager.find(Account, { where: { path: MoreThan(after) }, order: { path: 'ASC' }, take: PAGE });
    const last = page.at(-1);
    if (!last) return;
    after = last.path;
    const ids = page.map((account) => account.id);
    const all = await loadContents(manager, ids);
    const names = await ExportNames.load(manager, page, [...all.values()]);
    yield page.flatMap((account) => {
      const contents = all.get(account.id);
      if (!contents) return [];
      const [blocks, grants] = [names.blocksOf(contents), names.grantsOf(contents)];
      const [ref, parent] = [names.refOf(account.id), names.refOf(account.parentId)];
      return [{ account, contents, ref, parent, blocks, grants, forgottenBefore: forgotten }];
    });
  }
}
