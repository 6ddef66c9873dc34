import { Field, ID, ObjectType } from 'type-graphql';
import type { SeveralOutcome } from '../../application/change-several';
import type { CreateApiKeyResult } from '../../application/keys/create-api-key';
import type { VisibleApiKey } from '../../application/keys/visible-api-key';
import { publicId } from '../../domain/ids';
import { userErrorOf } from '../user-error';
import { ApiKeyType } from './api-key';
import { EffectiveApiKeyEdge } from './effective-api-key';
import { UserError } from './user-errors';

/** Who may change keys and not see them is told no more than that it was done. */
function seen(apiKey: VisibleApiKey): VisibleApiKey | null {
  return apiKey.whole ? apiKey : null;
}

@ObjectType('ApiKeySuccess', { description: 'The key as it is now.' })
export class ApiKeySuccess {
  @Field(() => ApiKeyType, {
    nullable: true,
    description: 'The key as it is now; null without ViewApiKey on its account.',
  })
  apiKey: VisibleApiKey | null;

  constructor(apiKey: VisibleApiKey) {
    this.apiKey = seen(apiKey);
  }
}

@ObjectType('ApiKeyValueSuccess', { description: 'The key with a new value.' })
export class ApiKeyValueSuccess extends ApiKeySuccess {
  @Field(() => String, {
    nullable: true,
    description: 'The generated value, shown this once: store it now. Null where you chose the value yourself.',
  })
  value: string | null;

  constructor({ apiKey, generatedValue }: CreateApiKeyResult) {
    super(apiKey);
    this.value = generatedValue;
  }
}

@ObjectType('DeleteApiKeySuccess', { description: 'The key is gone, with its blocks.' })
export class DeleteApiKeySuccess {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId: string;

  constructor(keyId: string) {
    this.deletedId = publicId('ApiKey', keyId);
  }
}

@ObjectType('BlockApiKeySuccess', { description: 'The block is as was asked.' })
export class BlockApiKeySuccess {
  @Field(() => EffectiveApiKeyEdge, {
    nullable: true,
    description: 'The key on the account as it is now; null without ViewApiKey there.',
  })
  effectiveApiKey: EffectiveApiKeyEdge | null;

  constructor(effectiveApiKey: EffectiveApiKeyEdge | null) {
    this.effectiveApiKey = effectiveApiKey;
  }
}

@ObjectType('BulkApiKeyResult', { description: 'The outcome for one key.' })
export class BulkApiKeyResult {
  @Field(() => ID, { description: 'Of the input.' })
  id!: string;

  @Field(() => ApiKeyType, {
    nullable: true,
    description: 'The key as it is now; null where it failed or was deleted.',
  })
  apiKey!: VisibleApiKey | null;

  @Field(() => UserError, { nullable: true, description: 'Why it failed; null where it did not.' })
  error!: UserError | null;
}

@ObjectType('BulkApiKeysSuccess', { description: 'What became of each key.' })
export class BulkApiKeysSuccess {
  @Field(() => [BulkApiKeyResult], { description: 'In the order of the input.' })
  results: BulkApiKeyResult[];

  constructor(ids: readonly string[], outcomes: readonly SeveralOutcome<VisibleApiKey | null>[]) {
    this.results = outcomes.map((outcome, index) => ({
      id: ids[index] ?? '',
      apiKey: 'error' in outcome || !outcome.result ? null : seen(outcome.result),
      error: 'error' in outcome ? userErrorOf(outcome.error) : null,
    }));
  }
}
