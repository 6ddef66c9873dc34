import { Ctx, Field, ID, ObjectType, Root } from 'type-graphql';
import type { GatewayAndCredential } from '../../application/gateways/gateway-fields';
import { publicId } from '../../domain/ids';
import type { Gateway } from '../../entities/gateway';
import type { GraphqlContext } from '../graphql-context';
import { loadChanged } from '../load-node';
import { GatewayType } from './gateway';

@ObjectType('GatewaySuccess', { description: 'The gateway as it is now.' })
export class GatewaySuccess {
  constructor(readonly changed: Gateway) {}

  @Field(() => GatewayType, { nullable: true, description: 'The gateway as it is now; null without ViewGateway.' })
  gateway(@Root() { changed }: GatewaySuccess, @Ctx() context: GraphqlContext): Promise<object | null> {
    return loadChanged(context, 'Gateway', changed);
  }
}

@ObjectType('GatewayCredentialSuccess', { description: 'The gateway with a new credential.' })
export class GatewayCredentialSuccess extends GatewaySuccess {
  @Field(() => String, { description: 'The credential, shown this once: store it now.' })
  credential: string;

  constructor({ gateway, credential }: GatewayAndCredential) {
    super(gateway);
    this.credential = credential;
  }
}

@ObjectType('DeleteGatewaySuccess', { description: 'The gateway is gone.' })
export class DeleteGatewaySuccess {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId: string;

  constructor(gatewayId: string) {
    this.deletedId = publicId('Gateway', gatewayId);
  }
}
