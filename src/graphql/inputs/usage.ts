import { ArrayMaxSize, IsOptional } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { ArgsType, Field } from 'type-graphql';
import { USAGE_DIMENSIONS, type UsageDimension } from '../../application/usage/list-usage';
import { DECISION_CODES, type DecisionCode } from '../../domain/decision/codes';
import { DecisionCodeEnum } from '../types/decision';
import { UsageDimensionEnum } from '../types/usage';
import { ForwardPageArgs, PageArgs } from './page-args';

@ArgsType()
export class UsageArgs extends ForwardPageArgs {
  @IsOptional()
  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The first day, in UTC: where nothing is said, so that there are 30 days. At most 400 days.',
  })
  from?: string | null;

  @IsOptional()
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day, in UTC: today where nothing is said.' })
  to?: string | null;

  @IsOptional()
  @ArrayMaxSize(USAGE_DIMENSIONS.length)
  @Field(() => [UsageDimensionEnum], {
    nullable: true,
    description: 'What is counted by: all where nothing is said; by nothing gives one sum of all.',
  })
  by?: UsageDimension[] | null;
}

@ArgsType()
export class AccountUsageArgs extends UsageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Of all accounts below too.' })
  includeSubAccounts!: boolean;
}

@ArgsType()
export class DeniedRequestsArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Of all accounts below too.' })
  includeSubAccounts!: boolean;

  @IsOptional()
  @ArrayMaxSize(DECISION_CODES.length)
  @Field(() => [DecisionCodeEnum], { nullable: true, description: 'Any of these.' })
  codes?: DecisionCode[] | null;
}
