import { KeyBlock } from '../../entities/key-block';
import { change } from '../change';
import type { Context } from '../context';
import { type BlockInput, requireInheritedKey } from './require-inherited-key';

/** Lifts the account's own block; one on an account between goes on. Takes ModifyApiKey on the account. */
export function unblockInheritedKey(context: Context, input: BlockInput): Promise<void> {
  return change(context, async (change) => {
    const { account, inherited } = await requireInheritedKey(change, input);
    const { key } = inherited;
    const removed = await change.manager.delete(KeyBlock, { accountId: account.id, keyId: key.id });
    if (removed.affected === 0) return;
    change.record('key_block', `${account.id}:${key.id}`);
    change.audit({
      action: 'API_KEY_UNBLOCKED',
      account,
      target: { type: 'ApiKey', id: key.id, name: key.name },
      before: { blocked: true },
    });
  });
}
