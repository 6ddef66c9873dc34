import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SeveralInput } from '../../application/change-several';
import { changeEndpoints } from '../../application/endpoints/change-endpoints';
import { deleteEndpoint } from '../../application/endpoints/delete-endpoint';
import { rejectEndpoint } from '../../application/endpoints/reject-endpoint';
import { revokeEndpoint } from '../../application/endpoints/revoke-endpoint';
import { trustEndpoint } from '../../application/endpoints/trust-endpoint';
import { bareIds } from '../bare-ids';
import type { GraphqlContext } from '../graphql-context';
import { BulkEndpointsInput } from '../inputs/endpoint';
import { resultUnion } from '../result-union';
import { BulkEndpointsSuccess } from '../types/endpoint-results';

const TrustResult = resultUnion('trustEndpoints', BulkEndpointsSuccess);
const RejectResult = resultUnion('rejectEndpoints', BulkEndpointsSuccess);
const RevokeResult = resultUnion('revokeEndpoints', BulkEndpointsSuccess);
const DeleteResult = resultUnion('deleteEndpoints', BulkEndpointsSuccess);

@Resolver()
export class EndpointBulkResolver {
  @Mutation(() => TrustResult, {
    nullable: true,
    description:
      'Trust several devices, each as `trustEndpoint` does without a code, with an outcome of its own: one under whose client id more than one waits is refused.',
  })
  async trustEndpoints(
    @Arg('input', () => BulkEndpointsInput, { description: 'Which ones.' }) input: BulkEndpointsInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof TrustResult> {
    return new BulkEndpointsSuccess(
      input.endpointIds,
      await changeEndpoints(app, bulk(input), (context, endpointId) => trustEndpoint(context, { endpointId })),
    );
  }

  @Mutation(() => RejectResult, {
    nullable: true,
    description: 'Reject several devices, each as `rejectEndpoint` does, with an outcome of its own.',
  })
  async rejectEndpoints(
    @Arg('input', () => BulkEndpointsInput, { description: 'Which ones.' }) input: BulkEndpointsInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof RejectResult> {
    return new BulkEndpointsSuccess(
      input.endpointIds,
      await changeEndpoints(app, bulk(input), (context, endpointId) => rejectEndpoint(context, { endpointId })),
    );
  }

  @Mutation(() => RevokeResult, {
    nullable: true,
    description: 'Revoke several devices, each as `revokeEndpoint` does, with an outcome of its own.',
  })
  async revokeEndpoints(
    @Arg('input', () => BulkEndpointsInput, { description: 'Which ones.' }) input: BulkEndpointsInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof RevokeResult> {
    return new BulkEndpointsSuccess(
      input.endpointIds,
      await changeEndpoints(app, bulk(input), (context, endpointId) => revokeEndpoint(context, { endpointId })),
    );
  }

  @Mutation(() => DeleteResult, {
    nullable: true,
    description: 'Delete several devices, each as `deleteEndpoint` does, with an outcome of its own.',
  })
  async deleteEndpoints(
    @Arg('input', () => BulkEndpointsInput, { description: 'Which ones.' }) input: BulkEndpointsInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteResult> {
    return new BulkEndpointsSuccess(
      input.endpointIds,
      await changeEndpoints(app, bulk(input), async (context, endpointId) => {
        await deleteEndpoint(context, { endpointId });
        return null;
      }),
    );
  }
}

function bulk({ endpointIds, atomic }: BulkEndpointsInput): SeveralInput {
  return { ids: bareIds('Endpoint', endpointIds), atomic };
}
