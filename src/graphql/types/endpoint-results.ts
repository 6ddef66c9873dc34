import { Field, ID, ObjectType } from 'type-graphql';
import type { SeveralOutcome } from '../../application/change-several';
import type { VisibleEndpoint } from '../../application/endpoints/visible-endpoint';
import { publicId } from '../../domain/ids';
import { userErrorOf } from '../user-error';
import { EndpointType } from './endpoint';
import { UserError } from './user-errors';

/** Who may change endpoints and not see them is told no more than that it was done. */
function seen(endpoint: VisibleEndpoint): VisibleEndpoint | null {
  return endpoint.visible ? endpoint : null;
}

@ObjectType('EndpointSuccess', { description: 'The endpoint as it is now.' })
export class EndpointSuccess {
  @Field(() => EndpointType, { nullable: true, description: 'The endpoint as it is now; null without ViewEndpoint.' })
  endpoint: VisibleEndpoint | null;

  constructor(endpoint: VisibleEndpoint) {
    this.endpoint = seen(endpoint);
  }
}

@ObjectType('DeleteEndpointSuccess', { description: 'The endpoint is gone, with its registrations and tokens.' })
export class DeleteEndpointSuccess {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId: string;

  constructor(endpointId: string) {
    this.deletedId = publicId('Endpoint', endpointId);
  }
}

@ObjectType('BulkEndpointResult', { description: 'The outcome for one endpoint.' })
export class BulkEndpointResult {
  @Field(() => ID, { description: 'Of the input.' })
  id!: string;

  @Field(() => EndpointType, {
    nullable: true,
    description: 'The endpoint as it is now; null where it failed or was deleted, and without ViewEndpoint.',
  })
  endpoint!: VisibleEndpoint | null;

  @Field(() => UserError, { nullable: true, description: 'Why it failed; null where it did not.' })
  error!: UserError | null;
}

@ObjectType('BulkEndpointsSuccess', { description: 'What became of each endpoint.' })
export class BulkEndpointsSuccess {
  @Field(() => [BulkEndpointResult], { description: 'In the order of the input.' })
  results: BulkEndpointResult[];

  constructor(ids: readonly string[], outcomes: readonly SeveralOutcome<VisibleEndpoint | null>[]) {
    this.results = outcomes.map((outcome, index) => ({
      id: ids[index] ?? '',
      endpoint: 'error' in outcome || !outcome.result ? null : seen(outcome.result),
      error: 'error' in outcome ? userErrorOf(outcome.error) : null,
    }));
  }
}
