import { IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import type { AccountKind, AccountStatus } from '../../domain/accounts/account';
import type { AccountOrder } from '../../application/accounts/list-accounts';
import { AccountKindEnum, AccountStatusEnum } from '../types/enums';
import { OrderDirectionEnum, type OrderDirection } from './order-direction';

@InputType('AccountFilter', { description: 'All that is given must fit.' })
export class AccountFilterInput {
  @IsOptional()
  @MaxLength(200)
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name (without case), of the external id or of a domain.',
  })
  search?: string | null;

  @IsOptional()
  @Field(() => AccountKindEnum, { nullable: true, description: 'Vendors or customers only.' })
  kind?: AccountKind | null;

  @IsOptional()
  @Field(() => AccountStatusEnum, { nullable: true, description: "By the account's own status." })
  status?: AccountStatus | null;

  @IsOptional()
  @MaxLength(36)
  @Field(() => ID, { nullable: true, description: 'Only accounts below this one, at any depth.' })
  belowId?: string | null;
}

const AccountOrderEnum: Record<AccountOrder, AccountOrder> = { NAME: 'NAME', CREATED_AT: 'CREATED_AT' };
registerEnumType(AccountOrderEnum, {
  name: 'AccountOrderField',
  description: 'What accounts are ordered by.',
  valuesConfig: {
    NAME: { description: 'By name without case, then by age.' },
    CREATED_AT: { description: 'By age.' },
  },
});

@InputType('AccountOrder', { description: 'The order of a list of accounts.' })
export class AccountOrderInput {
  @Field(() => AccountOrderEnum, { description: 'By what.' })
  field!: AccountOrder;

  @IsOptional()
  @Field(() => OrderDirectionEnum, { nullable: true, description: 'Ascending where nothing is said.' })
  direction?: OrderDirection | null;
}
