import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { deleteEndpoint } from '../../application/endpoints/delete-endpoint';
import { rejectEndpoint } from '../../application/endpoints/reject-endpoint';
import { renameEndpoint } from '../../application/endpoints/rename-endpoint';
import { revokeEndpoint } from '../../application/endpoints/revoke-endpoint';
import { trustEndpoint } from '../../application/endpoints/trust-endpoint';
import { bareId } from '../bare-id';
import type { GraphqlContext } from '../graphql-context';
import {
  DeleteEndpointInput,
  RejectEndpointInput,
  RenameEndpointInput,
  RevokeEndpointInput,
  TrustEndpointInput,
} from '../inputs/endpoint';
import { resultUnion } from '../result-union';
import { DeleteEndpointSuccess, EndpointSuccess } from '../types/endpoint-results';

const TrustResult = resultUnion('trustEndpoint', EndpointSuccess);
const RejectResult = resultUnion('rejectEndpoint', EndpointSuccess);
const RevokeResult = resultUnion('revokeEndpoint', EndpointSuccess);
const RenameResult = resultUnion('renameEndpoint', EndpointSuccess);
const DeleteResult = resultUnion('deleteEndpoint', DeleteEndpointSuccess);

@Resolver()
export class EndpointMutations {
  @Mutation(() => TrustResult, {
    nullable: true,
    description:
      'Confirm a device, and let in the one that waits; all others that wait under its client id are turned away. Where it was trusted before, the one that is let in takes its place: the tokens of before end. Takes ModifyEndpoint.',
  })
  async trustEndpoint(
    @Arg('input', () => TrustEndpointInput, { description: 'Which one.' }) input: TrustEndpointInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof TrustResult> {
    const userCode = input.userCode ?? undefined;
    return new EndpointSuccess(await trustEndpoint(app, { ...referenceOf(input), userCode }));
  }

  @Mutation(() => RejectResult, {
    nullable: true,
    description:
      'Turn away what waits. A device that is trusted stays so: to end its trust use `revokeEndpoint`. Takes ModifyEndpoint.',
  })
  async rejectEndpoint(
    @Arg('input', () => RejectEndpointInput, { description: 'Which one.' }) input: RejectEndpointInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof RejectResult> {
    return new EndpointSuccess(await rejectEndpoint(app, referenceOf(input)));
  }

  @Mutation(() => RevokeResult, {
    nullable: true,
    description:
      'End the trust in a device: its tokens, and those that users gained on it, are refused within a second. What waits under its client id is turned away. Takes ModifyEndpoint.',
  })
  async revokeEndpoint(
    @Arg('input', () => RevokeEndpointInput, { description: 'Which one.' }) input: RevokeEndpointInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof RevokeResult> {
    return new EndpointSuccess(await revokeEndpoint(app, referenceOf(input)));
  }

  @Mutation(() => RenameResult, { nullable: true, description: 'Give a device another name. Takes ModifyEndpoint.' })
  async renameEndpoint(
    @Arg('input', () => RenameEndpointInput, { description: 'What changes.' }) input: RenameEndpointInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof RenameResult> {
    const endpointId = bareId('Endpoint', input.endpointId, ['endpointId']);
    const { version, name } = input;
    return new EndpointSuccess(await renameEndpoint(app, { endpointId, version, name }));
  }

  @Mutation(() => DeleteResult, {
    nullable: true,
    description:
      'Delete a device: its tokens, and those that users gained on it, end. Nothing keeps it from registering again: to keep it out, reject or revoke it. Takes DeleteEndpoint.',
  })
  async deleteEndpoint(
    @Arg('input', () => DeleteEndpointInput, { description: 'Which one.' }) input: DeleteEndpointInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteResult> {
    return new DeleteEndpointSuccess((await deleteEndpoint(app, referenceOf(input))).endpointId);
  }
}

function referenceOf({ endpointId, version }: RejectEndpointInput): {
  endpointId: string;
  version: number | undefined;
} {
  return { endpointId: bareId('Endpoint', endpointId, ['endpointId']), version: version ?? undefined };
}
