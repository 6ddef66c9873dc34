import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { DecisionCode, OperationClass } from '../../domain/decision/codes';
import { USAGE_DIMENSIONS } from '../../application/usage/list-usage';
import { IPAddress } from '../scalars/ip-scalars';
import { connectionTypes } from './connection';
import { DecisionCodeEnum, OperationClassEnum } from './decision';

export const UsageDimensionEnum = Object.fromEntries(USAGE_DIMENSIONS.map((one) => [one, one]));
registerEnumType(UsageDimensionEnum, {
  name: 'UsageDimension',
  description: 'What requests are counted by. New values may come in minor releases.',
  valuesConfig: {
    DAY: { description: 'The day, in UTC; the latest first.' },
    ACCOUNT: { description: 'The account that was asked for.' },
    OUTCOME: { description: 'What the request was answered.' },
  },
});

@ObjectType('Usage', { description: 'How many requests gateways asked about. It is written a few seconds after.' })
export class UsageType {
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'In UTC; null where it is not counted by.' })
  day!: string | null;

  @Field(() => DecisionCodeEnum, {
    nullable: true,
    description: 'What they were answered; null where it is not counted by.',
  })
  outcome!: DecisionCode | null;

  @Field(() => Float, { description: 'How many: a whole number, which may be larger than an Int.' })
  requests!: number;
}

export const { Connection: UsageConnection } = connectionTypes('Usage', () => UsageType, 'counts of requests');

@ObjectType('DeniedRequest', { description: 'A request that was refused. Of a flood only the newest are kept.' })
export class DeniedRequestType {
  @Field(() => GraphQLDateTime, { description: 'When.' })
  at!: Date;

  @Field(() => DecisionCodeEnum, { description: 'Why: the first check that failed.' })
  code!: DecisionCode;

  @Field(() => OperationClassEnum, { description: 'What it wanted to do.' })
  operation!: OperationClass;

  @Field(() => IPAddress, { nullable: true, description: "The client's address; null where it was not known." })
  ip!: string | null;
}

export const { Connection: DeniedRequestConnection } = connectionTypes(
  'DeniedRequest',
  () => DeniedRequestType,
  'refused requests',
);

@ObjectType('ApiKeyAddress', { description: 'Where a key was used from.' })
export class ApiKeyAddressType {
  @Field(() => IPAddress, { nullable: true, description: 'Null where gateways did not know it.' })
  ip!: string | null;

  @Field(() => GraphQLDateTime, { description: 'When it was last used from there.' })
  lastUsedAt!: Date;
}

@ObjectType('ApiKeyImpact', {
  description: 'An account on which a key is in use: it would notice if the key were gone.',
})
export class ApiKeyImpactType {
  @Field(() => GraphQLDateTime, { description: 'When the key last opened it.' })
  lastUsedAt!: Date;

  @Field(() => Int, { description: 'From how many addresses.' })
  addressCount!: number;

  @Field(() => [ApiKeyAddressType], { description: 'The addresses, the latest first, at most 20.' })
  addresses!: ApiKeyAddressType[];
}

export const { Connection: ApiKeyImpactConnection } = connectionTypes(
  'ApiKeyImpact',
  () => ApiKeyImpactType,
  'accounts on which a key is in use, the latest first',
);
