import { ArrayMaxSize, IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CLIENT_TYPES, type ClientType, ENDPOINT_STATUSES, type EndpointStatus } from '../../domain/endpoints/endpoint';
import { DeviceTypeEnum, EndpointStatusEnum } from '../types/endpoint-enums';

const VERSION = 'The `version` that you read; another one by now is a Conflict.';
const MOST_BULK = 100;

/** One endpoint, and the version where it was read. */
@InputType('OneEndpoint', { description: 'One endpoint.' })
abstract class OneEndpoint {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which endpoint.' })
  endpointId!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: `${VERSION} Not looked at where none is given.` })
  version?: number | null;
}

@InputType('TrustEndpointInput', { description: 'An endpoint to trust.' })
export class TrustEndpointInput extends OneEndpoint {
  @IsOptional()
  @MaxLength(50)
  @Field(() => String, {
    nullable: true,
    description:
      'The code that your device shows, whatever its case, blanks and dashes: only the device that shows it is let in. Needed where more than one waits, or where the endpoint is not PENDING and one waits to take its place.',
  })
  userCode?: string | null;
}

@InputType('RejectEndpointInput', { description: 'An endpoint to reject.' })
export class RejectEndpointInput extends OneEndpoint {}

@InputType('RevokeEndpointInput', { description: 'An endpoint to revoke.' })
export class RevokeEndpointInput extends OneEndpoint {}

@InputType('DeleteEndpointInput', { description: 'An endpoint to delete.' })
export class DeleteEndpointInput extends OneEndpoint {}

@InputType('RenameEndpointInput', { description: 'A new name for an endpoint.' })
export class RenameEndpointInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which endpoint.' })
  endpointId!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: VERSION })
  version!: number;

  @MaxLength(400)
  @Field(() => String, { description: 'At most 200 characters; need not be unique.' })
  name!: string;
}

@InputType('BulkEndpointsInput', { description: 'Several endpoints at once.' })
export class BulkEndpointsInput {
  @ArrayMaxSize(MOST_BULK)
  @MaxLength(36, { each: true })
  @Field(() => [ID], { description: 'At most 100, each once.' })
  endpointIds!: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'All or nothing; else each has an outcome of its own.' })
  atomic!: boolean;
}

@InputType('EndpointFilter', { description: 'All that is given must fit.' })
export class EndpointFilterInput {
  @IsOptional()
  @ArrayMaxSize(ENDPOINT_STATUSES.length)
  @Field(() => [EndpointStatusEnum], { nullable: true, description: 'Any of these.' })
  statuses?: EndpointStatus[] | null;

  @IsOptional()
  @ArrayMaxSize(CLIENT_TYPES.length)
  @Field(() => [DeviceTypeEnum], { nullable: true, description: 'Any of these.' })
  clientTypes?: ClientType[] | null;

  @IsOptional()
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those under whose client id a device waits for a decision, whatever their status; or only the others.',
  })
  waiting?: boolean | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name or description, without case of the letters A to Z, or of the client id as it is.',
  })
  search?: string | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'The endpoints of all accounts below too.' })
  includeSubAccounts?: boolean | null;
}
