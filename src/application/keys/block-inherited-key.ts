import { KeyBlock } from '../../entities/key-block';
import { creatorOf } from '../audit/actor';
import { change } from '../change';
import type { Context } from '../context';
import { insertAll } from '../../database/insert';
import { type BlockInput, requireInheritedKey } from './require-inherited-key';

/** The key stops on the account and all below it, and works elsewhere as before. Takes ModifyApiKey on the account. */
export function blockInheritedKey(context: Context, input: BlockInput): Promise<void> {
  return change(context, async (change) => {
    const { account, inherited } = await requireInheritedKey(change, input);
    const { key } = inherited;
    const ids = { accountId: account.id, keyId: key.id };
    if (await change.manager.findOneBy(KeyBlock, ids)) return;
    const row = Object.assign(new KeyBlock(), {
      ...ids,
      createdAt: change.now(),
      createdBy: creatorOf(change.caller),
    } satisfies KeyBlock);
    await insertAll(change.manager, KeyBlock, [row]);
    change.record('key_block', `${account.id}:${key.id}`);
    change.audit({
      action: 'API_KEY_BLOCKED',
      account,
      target: { type: 'ApiKey', id: key.id, name: key.name },
      after: { blocked: true },
    });
  });
}
