import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { OperationClass } from '../../domain/decision/codes';
import { IPAddress } from '../scalars/ip-scalars';
import { OperationClassEnum } from '../types/decision';
import { AccountLocator } from './account-locator';

@InputType('ExplainAccessInput', { description: 'A request as a gateway would ask for it.' })
export class ExplainAccessInput {
  @IsOptional()
  @ValidateNested()
  @Field(() => AccountLocator, {
    nullable: true,
    description: 'The account; where none is named, that of the only key within your reach with the value.',
  })
  account?: AccountLocator | null;

  @IsOptional()
  @MaxLength(300)
  @Field(() => String, {
    nullable: true,
    description: 'The presented value. It is hashed and forgotten. Send it as a variable: it is then in no log.',
  })
  key?: string | null;

  @IsOptional()
  @MaxLength(36)
  @Field(() => ID, { nullable: true, description: 'Instead of the value: the key, whose value of now is meant.' })
  keyId?: string | null;

  @IsOptional()
  @Field(() => IPAddress, { nullable: true, description: 'Of the client; not known where none is given.' })
  clientIp?: string | null;

  @Field(() => OperationClassEnum, { description: 'What the request wants to do.' })
  operation!: OperationClass;

  @IsOptional()
  @MaxLength(8192)
  @Field(() => String, { nullable: true, description: 'The user token that comes with it, if any.' })
  userToken?: string | null;

  @IsOptional()
  @MaxLength(8192)
  @Field(() => String, { nullable: true, description: 'The device token that comes with it, if any.' })
  deviceToken?: string | null;
}
