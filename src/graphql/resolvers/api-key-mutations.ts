import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { activateApiKey } from '../../application/keys/activate-api-key';
import type { ApiKeyFields } from '../../application/keys/api-key-input';
import { createApiKey } from '../../application/keys/create-api-key';
import { deactivateApiKey } from '../../application/keys/deactivate-api-key';
import { deleteApiKey } from '../../application/keys/delete-api-key';
import { regenerateApiKey } from '../../application/keys/regenerate-api-key';
import { updateApiKey } from '../../application/keys/update-api-key';
import { bareId } from '../bare-id';
import { givenFields } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import { ApiKeyInput, CreateApiKeyInput, RegenerateApiKeyInput, UpdateApiKeyInput } from '../inputs/api-key';
import { resultUnion } from '../result-union';
import { ApiKeySuccess, ApiKeyValueSuccess, DeleteApiKeySuccess } from '../types/api-key-results';

const CreateResult = resultUnion('createApiKey', ApiKeyValueSuccess);
const UpdateResult = resultUnion('updateApiKey', ApiKeySuccess);
const ActivateResult = resultUnion('activateApiKey', ApiKeySuccess);
const DeactivateResult = resultUnion('deactivateApiKey', ApiKeySuccess);
const RegenerateResult = resultUnion('regenerateApiKey', ApiKeyValueSuccess);
const DeleteResult = resultUnion('deleteApiKey', DeleteApiKeySuccess);

@Resolver()
export class ApiKeyMutations {
  @Mutation(() => CreateResult, {
    nullable: true,
    description:
      'Make a key. Takes ModifyApiKey on the account, and every permission that the key is to carry. Its value is in this answer and nowhere else.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' }) input: CreateApiKeyInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof CreateResult> {
    const accountId = bareId('Account', input.accountId, ['accountId']);
    const { name, value } = input;
    return new ApiKeyValueSuccess(await createApiKey(app, { ...fieldsOf(input), accountId, name, value }));
  }

  @Mutation(() => UpdateResult, {
    nullable: true,
    description:
      'Change a key. Takes ModifyApiKey; letting it do more than before also takes every permission that it carries.',
  })
  async updateApiKey(
    @Arg('input', () => UpdateApiKeyInput, { description: 'What changes.' }) input: UpdateApiKeyInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof UpdateResult> {
    const keyId = bareId('ApiKey', input.keyId, ['keyId']);
    const { version, name } = input;
    return new ApiKeySuccess(await updateApiKey(app, { ...fieldsOf(input), keyId, version, name: name ?? undefined }));
  }

  @Mutation(() => ActivateResult, {
    nullable: true,
    description: 'Activate a key. Takes ModifyApiKey, and every permission that it carries.',
  })
  async activateApiKey(
    @Arg('input', () => ApiKeyInput, { description: 'Which one.' }) input: ApiKeyInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof ActivateResult> {
    return new ApiKeySuccess(await activateApiKey(app, referenceOf(input)));
  }

  @Mutation(() => DeactivateResult, {
    nullable: true,
    description: 'Deactivate a key: within a second it works nowhere. Takes ModifyApiKey.',
  })
  async deactivateApiKey(
    @Arg('input', () => ApiKeyInput, { description: 'Which one.' }) input: ApiKeyInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeactivateResult> {
    return new ApiKeySuccess(await deactivateApiKey(app, referenceOf(input)));
  }

  @Mutation(() => RegenerateResult, {
    nullable: true,
    description:
      'Give a key a new value; the old one works on for the overlap. Takes ModifyApiKey, and every permission that it carries. The new value is in this answer and nowhere else.',
  })
  async regenerateApiKey(
    @Arg('input', () => RegenerateApiKeyInput, { description: 'Which one, and how.' }) input: RegenerateApiKeyInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof RegenerateResult> {
    const { value, overlapSeconds } = input;
    return new ApiKeyValueSuccess(await regenerateApiKey(app, { ...referenceOf(input), value, overlapSeconds }));
  }

  @Mutation(() => DeleteResult, { nullable: true, description: 'Delete a key, with its blocks. Takes DeleteApiKey.' })
  async deleteApiKey(
    @Arg('input', () => ApiKeyInput, { description: 'Which one.' }) input: ApiKeyInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteResult> {
    return new DeleteApiKeySuccess((await deleteApiKey(app, referenceOf(input))).keyId);
  }
}

function referenceOf({ keyId, version }: ApiKeyInput): { keyId: string; version: number | undefined } {
  return { keyId: bareId('ApiKey', keyId, ['keyId']), version: version ?? undefined };
}

/** Where null says nothing it is the same as not given. */
function fieldsOf(input: CreateApiKeyInput | UpdateApiKeyInput): Omit<ApiKeyFields, 'name'> {
  return {
    ...givenFields(input, [
      'active',
      'fullApiAccess',
      'allowUnauthenticatedRequests',
      'allowUntrustedEndpoints',
      'automaticEndpointTrust',
      'allowedIps',
      'clientType',
      'permissions',
      'tags',
    ]),
    expiresAt: input.expiresAt,
    description: input.description,
  };
}
