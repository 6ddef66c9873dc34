import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { blockInheritedKey } from '../../application/keys/block-inherited-key';
import { effectiveKeyOn } from '../../application/keys/effective-key-on';
import type { BlockInput } from '../../application/keys/require-inherited-key';
import { unblockInheritedKey } from '../../application/keys/unblock-inherited-key';
import { bareId } from '../bare-id';
import { effectiveEdge } from '../effective-edge';
import type { GraphqlContext } from '../graphql-context';
import { BlockApiKeyInput } from '../inputs/api-key';
import { resultUnion } from '../result-union';
import { BlockApiKeySuccess } from '../types/api-key-results';
import { effectiveList } from './account-api-keys';

const BlockResult = resultUnion('blockApiKey', BlockApiKeySuccess);
const UnblockResult = resultUnion('unblockApiKey', BlockApiKeySuccess);

@Resolver()
export class ApiKeyBlocksResolver {
  @Mutation(() => BlockResult, {
    nullable: true,
    description:
      'Block an inherited key on an account and all below it; it works elsewhere as before. Takes ModifyApiKey on the account.',
  })
  async blockApiKey(
    @Arg('input', () => BlockApiKeyInput, { description: 'Which one, where.' }) input: BlockApiKeyInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof BlockResult> {
    const ids = bareIds(input);
    await blockInheritedKey(app, ids);
    return success(app, ids);
  }

  @Mutation(() => UnblockResult, {
    nullable: true,
    description: 'Lift the block that the account itself has. Takes ModifyApiKey on the account.',
  })
  async unblockApiKey(
    @Arg('input', () => BlockApiKeyInput, { description: 'Which one, where.' }) input: BlockApiKeyInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof UnblockResult> {
    const ids = bareIds(input);
    await unblockInheritedKey(app, ids);
    return success(app, ids);
  }
}

function bareIds({ accountId, keyId }: BlockApiKeyInput): BlockInput {
  return { accountId: bareId('Account', accountId, ['accountId']), keyId: bareId('ApiKey', keyId, ['keyId']) };
}

async function success(app: GraphqlContext['app'], ids: BlockInput): Promise<BlockApiKeySuccess> {
  const effective = await effectiveKeyOn(app, ids);
  const list = effectiveList({ id: ids.accountId }, {});
  return new BlockApiKeySuccess(effective && effectiveEdge(app, list, effective));
}
