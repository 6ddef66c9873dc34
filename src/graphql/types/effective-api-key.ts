import { Field, ObjectType } from 'type-graphql';
import type { EffectiveKeyState } from '../../domain/keys/api-key';
import type { VisibleApiKey } from '../../application/keys/visible-api-key';
import { AccountRef } from './account-ref';
import { ApiKeyType } from './api-key';
import { connectionType } from './connection';
import { EffectiveApiKeyStateEnum } from './enums';

@ObjectType('EffectiveApiKeyEdge', {
  simpleResolvers: true,
  description: 'A key effective on an account. What is true of the key on this account stands here, not on the key.',
})
export class EffectiveApiKeyEdge {
  @Field(() => String, { description: 'Opaque; of use as `after` in the same list only.' })
  cursor!: string;

  @Field(() => ApiKeyType, { description: 'The key.' })
  node!: VisibleApiKey;

  @Field(() => EffectiveApiKeyStateEnum, { description: 'Its state on this account.' })
  state!: EffectiveKeyState;

  @Field(() => [EffectiveApiKeyStateEnum], {
    description: 'All that stands in its way here; empty where it is ACTIVE.',
  })
  reasons!: EffectiveKeyState[];

  @Field(() => Boolean, { description: 'Whether it is defined on an account above.' })
  inherited!: boolean;

  @Field(() => AccountRef, { description: 'The account that defines it.' })
  definedOn!: AccountRef;

  @Field(() => AccountRef, {
    nullable: true,
    description: 'The account that blocks it: of several, the one nearest to the account that defines it.',
  })
  blockedBy!: AccountRef | null;

  @Field(() => Boolean, { description: 'Whether you may block it here, or lift the block.' })
  viewerCanBlock!: boolean;
}

export const EffectiveApiKeyConnection = connectionType(
  'EffectiveApiKey',
  () => EffectiveApiKeyEdge,
  () => ApiKeyType,
  'the keys effective on an account',
);
