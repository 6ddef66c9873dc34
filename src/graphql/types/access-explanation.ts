import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { CheckCode, CheckOutcome, DecisionCode } from '../../domain/decision/codes';
import type { Account } from '../../entities/account';
import { described, enumOf } from '../enum-of';
import { AccountType } from './account';
import { CheckCodeEnum, DecisionCodeEnum } from './decision';
import { EffectiveApiKeyEdge } from './effective-api-key';

const CheckOutcomeEnum = enumOf<CheckOutcome>(['PASSED', 'FAILED', 'NOT_APPLICABLE', 'NOT_MADE']);
registerEnumType(CheckOutcomeEnum, {
  name: 'CheckOutcome',
  description: 'What became of a check. New values may come in minor releases: keep a default branch.',
  valuesConfig: described<CheckOutcome>({
    PASSED: 'It holds.',
    FAILED: 'It does not hold.',
    NOT_APPLICABLE: 'This operation, or what the request came without, leaves nothing to look at.',
    NOT_MADE: 'An earlier failure left nothing to look at.',
  }),
});

@ObjectType('AccessCheck', { description: 'One check of a decision.' })
export class AccessCheckType {
  @Field(() => CheckCodeEnum, { description: 'Which one.' })
  code!: CheckCode;

  @Field(() => CheckOutcomeEnum, { description: 'What became of it.' })
  outcome!: CheckOutcome;
}

@ObjectType('AccessExplanation', { description: 'Why a request would pass, or not.' })
export class AccessExplanationType {
  @Field(() => DecisionCodeEnum, {
    description: 'What gateways would be answered: the first check that fails, or VALID.',
  })
  code!: DecisionCode;

  @Field(() => [AccessCheckType], { description: 'Every check, in the order in which they are made.' })
  checks!: readonly AccessCheckType[];

  @Field(() => AccountType, {
    nullable: true,
    description:
      'The account that is meant; null where there is none within your reach, or you lack ViewAccount there.',
  })
  account!: Account | null;

  @Field(() => EffectiveApiKeyEdge, {
    nullable: true,
    description: 'The key on that account; null where none was found.',
  })
  effectiveApiKey!: EffectiveApiKeyEdge | null;
}
