import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SeveralInput } from '../../application/change-several';
import { activateApiKey } from '../../application/keys/activate-api-key';
import { changeApiKeys } from '../../application/keys/change-api-keys';
import { deactivateApiKey } from '../../application/keys/deactivate-api-key';
import { deleteApiKey } from '../../application/keys/delete-api-key';
import { bareIds } from '../bare-ids';
import type { GraphqlContext } from '../graphql-context';
import { BulkApiKeysInput } from '../inputs/api-key';
import { resultUnion } from '../result-union';
import { BulkApiKeysSuccess } from '../types/api-key-results';

const ActivateResult = resultUnion('activateApiKeys', BulkApiKeysSuccess);
const DeactivateResult = resultUnion('deactivateApiKeys', BulkApiKeysSuccess);
const DeleteResult = resultUnion('deleteApiKeys', BulkApiKeysSuccess);

@Resolver()
export class ApiKeyBulkResolver {
  @Mutation(() => ActivateResult, {
    nullable: true,
    description: 'Activate several keys, each as `activateApiKey` does, with an outcome of its own.',
  })
  async activateApiKeys(
    @Arg('input', () => BulkApiKeysInput, { description: 'Which ones.' }) input: BulkApiKeysInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof ActivateResult> {
    return new BulkApiKeysSuccess(
      input.keyIds,
      await changeApiKeys(app, bulk(input), (context, keyId) => activateApiKey(context, { keyId })),
    );
  }

  @Mutation(() => DeactivateResult, {
    nullable: true,
    description: 'Deactivate several keys, each as `deactivateApiKey` does, with an outcome of its own.',
  })
  async deactivateApiKeys(
    @Arg('input', () => BulkApiKeysInput, { description: 'Which ones.' }) input: BulkApiKeysInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeactivateResult> {
    return new BulkApiKeysSuccess(
      input.keyIds,
      await changeApiKeys(app, bulk(input), (context, keyId) => deactivateApiKey(context, { keyId })),
    );
  }

  @Mutation(() => DeleteResult, {
    nullable: true,
    description: 'Delete several keys, each as `deleteApiKey` does, with an outcome of its own.',
  })
  async deleteApiKeys(
    @Arg('input', () => BulkApiKeysInput, { description: 'Which ones.' }) input: BulkApiKeysInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteResult> {
    return new BulkApiKeysSuccess(
      input.keyIds,
      await changeApiKeys(app, bulk(input), async (context, keyId) => {
        await deleteApiKey(context, { keyId });
        return null;
      }),
    );
  }
}

function bulk({ keyIds, atomic }: BulkApiKeysInput): SeveralInput {
  return { ids: bareIds('ApiKey', keyIds), atomic };
}
