import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { createGateway } from '../../application/gateways/create-gateway';
import { deleteGateway } from '../../application/gateways/delete-gateway';
import { replaceGatewayCredential } from '../../application/gateways/replace-gateway-credential';
import { updateGateway } from '../../application/gateways/update-gateway';
import { bareId } from '../bare-id';
import { givenFields } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import {
  CreateGatewayInput,
  DeleteGatewayInput,
  ReplaceGatewayCredentialInput,
  UpdateGatewayInput,
} from '../inputs/gateway';
import { resultUnion } from '../result-union';
import { DeleteGatewaySuccess, GatewayCredentialSuccess, GatewaySuccess } from '../types/gateway-results';

const CreateResult = resultUnion('createGateway', GatewayCredentialSuccess);
const UpdateResult = resultUnion('updateGateway', GatewaySuccess);
const ReplaceResult = resultUnion('replaceGatewayCredential', GatewayCredentialSuccess);
const DeleteResult = resultUnion('deleteGateway', DeleteGatewaySuccess);

@Resolver()
export class GatewayMutations {
  @Mutation(() => CreateResult, {
    nullable: true,
    description:
      'Make a gateway. Takes ModifyGateway on the account. Its credential is in this answer and nowhere else.',
  })
  async createGateway(
    @Arg('input', () => CreateGatewayInput, { description: 'The gateway.' }) input: CreateGatewayInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof CreateResult> {
    const accountId = bareId('Account', input.accountId, ['accountId']);
    return new GatewayCredentialSuccess(await createGateway(app, { accountId, name: input.name }));
  }

  @Mutation(() => UpdateResult, {
    nullable: true,
    description: 'Rename a gateway, or say whether it may ask. Takes ModifyGateway.',
  })
  async updateGateway(
    @Arg('input', () => UpdateGatewayInput, { description: 'What changes.' }) input: UpdateGatewayInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof UpdateResult> {
    const gatewayId = bareId('Gateway', input.gatewayId, ['gatewayId']);
    const { version } = input;
    return new GatewaySuccess(
      await updateGateway(app, { gatewayId, version, ...givenFields(input, ['name', 'enabled']) }),
    );
  }

  @Mutation(() => ReplaceResult, {
    nullable: true,
    description:
      'Give a gateway a new credential; the old one ends at once. Takes ModifyGateway. The new one is in this answer and nowhere else.',
  })
  async replaceGatewayCredential(
    @Arg('input', () => ReplaceGatewayCredentialInput, { description: 'Which one.' })
    input: ReplaceGatewayCredentialInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof ReplaceResult> {
    return new GatewayCredentialSuccess(await replaceGatewayCredential(app, referenceOf(input)));
  }

  @Mutation(() => DeleteResult, {
    nullable: true,
    description: 'Delete a gateway: its credential ends at once. Takes DeleteGateway.',
  })
  async deleteGateway(
    @Arg('input', () => DeleteGatewayInput, { description: 'Which one.' }) input: DeleteGatewayInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteResult> {
    return new DeleteGatewaySuccess((await deleteGateway(app, referenceOf(input))).gatewayId);
  }
}

function referenceOf({ gatewayId, version }: ReplaceGatewayCredentialInput | DeleteGatewayInput): {
  gatewayId: string;
  version: number | undefined;
} {
  return { gatewayId: bareId('Gateway', gatewayId, ['gatewayId']), version: version ?? undefined };
}
