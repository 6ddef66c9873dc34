import { Arg, Ctx, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { createApiKeyTemplate } from '../../application/templates/create-api-key-template';
import { deleteApiKeyTemplate } from '../../application/templates/delete-api-key-template';
import { requireTemplate } from '../../application/templates/require-template';
import { updateApiKeyTemplate } from '../../application/templates/update-api-key-template';
import { publicId } from '../../domain/ids';
import type { Account } from '../../entities/account';
import type { ApiKeyTemplate } from '../../entities/api-key-template';
import { bareId } from '../bare-id';
import type { GraphqlContext } from '../graphql-context';
import {
  CreateApiKeyTemplateInput,
  DeleteApiKeyTemplateInput,
  UpdateApiKeyTemplateInput,
} from '../inputs/api-key-template';
import { givenFields } from '../given-fields';
import { loadChanged } from '../load-node';
import { resultUnion } from '../result-union';
import { AccountType } from '../types/account';
import { ApiKeyTemplateType } from '../types/api-key-template';

@ObjectType('ApiKeyTemplateSuccess', { description: 'The template as it is now.' })
class ApiKeyTemplateSuccess {
  constructor(readonly changed: ApiKeyTemplate) {}

  @Field(() => ApiKeyTemplateType, {
    nullable: true,
    description: 'The template as it is now; null without ViewApiKey.',
  })
  template(@Root() { changed }: ApiKeyTemplateSuccess, @Ctx() context: GraphqlContext): Promise<object | null> {
    return loadChanged(context, 'ApiKeyTemplate', changed);
  }
}

@ObjectType('DeleteApiKeyTemplateSuccess', { description: 'The template is gone; its keys stay.' })
class DeleteApiKeyTemplateSuccess {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId: string;

  constructor(templateId: string) {
    this.deletedId = publicId('ApiKeyTemplate', templateId);
  }
}

const CreateResult = resultUnion('createApiKeyTemplate', ApiKeyTemplateSuccess);
const UpdateResult = resultUnion('updateApiKeyTemplate', ApiKeyTemplateSuccess);
const DeleteResult = resultUnion('deleteApiKeyTemplate', DeleteApiKeyTemplateSuccess);

const SETTINGS = [
  'clientType',
  'active',
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
] as const;

@Resolver(() => ApiKeyTemplateType)
export class ApiKeyTemplateResolver {
  @Query(() => ApiKeyTemplateType, {
    nullable: true,
    description: 'One template; null where there is none within your reach. Takes ViewApiKey.',
  })
  async apiKeyTemplate(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ApiKeyTemplate> {
    return (await requireTemplate(app, bareId('ApiKeyTemplate', id, ['id']), 'ViewApiKey')).template;
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description: 'The vendor that keeps it; null without ViewAccount there.',
  })
  account(@Root() template: ApiKeyTemplate, @Ctx() { loaders }: GraphqlContext): Promise<Account | null> {
    return loaders.account.load(template.accountId);
  }

  @Mutation(() => CreateResult, { nullable: true, description: 'Make a template on a vendor. Takes ModifyApiKey.' })
  async createApiKeyTemplate(
    @Arg('input', () => CreateApiKeyTemplateInput, { description: 'The template.' }) input: CreateApiKeyTemplateInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof CreateResult> {
    const { name, description, value } = input;
    const accountId = bareId('Account', input.accountId, ['accountId']);
    return new ApiKeyTemplateSuccess(
      await createApiKeyTemplate(app, { accountId, name, description, value, ...givenFields(input, SETTINGS) }),
    );
  }

  @Mutation(() => UpdateResult, {
    nullable: true,
    description: 'Change a template. Takes ModifyApiKey. Its keys stay as they are.',
  })
  async updateApiKeyTemplate(
    @Arg('input', () => UpdateApiKeyTemplateInput, { description: 'What changes.' }) input: UpdateApiKeyTemplateInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof UpdateResult> {
    const { version, description, value } = input;
    const templateId = bareId('ApiKeyTemplate', input.templateId, ['templateId']);
    return new ApiKeyTemplateSuccess(
      await updateApiKeyTemplate(app, {
        templateId,
        version,
        description,
        value,
        ...givenFields(input, ['name', ...SETTINGS]),
      }),
    );
  }

  @Mutation(() => DeleteResult, {
    nullable: true,
    description: 'Delete a template. Takes DeleteApiKey. Its keys stay.',
  })
  async deleteApiKeyTemplate(
    @Arg('input', () => DeleteApiKeyTemplateInput, { description: 'Which one.' }) input: DeleteApiKeyTemplateInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteResult> {
    const templateId = bareId('ApiKeyTemplate', input.templateId, ['templateId']);
    const deleted = await deleteApiKeyTemplate(app, { templateId, version: input.version ?? undefined });
    return new DeleteApiKeyTemplateSuccess(deleted.templateId);
  }
}

@Resolver(() => AccountType)
export class AccountTemplatesResolver {
  @FieldResolver(() => [ApiKeyTemplateType], {
    description: 'The templates kept on the account, by name; none without ViewApiKey.',
  })
  apiKeyTemplates(
    @Root() account: ShownAccount,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly ApiKeyTemplate[]> {
    return loaders.templates.load(account);
  }
}
