import type { Gateway } from '../../entities/gateway';
import type { Context } from '../context';
import { requireGateway } from './require-gateway';

/** Takes ViewGateway on its account. */
export async function getGateway(context: Context, input: { readonly gatewayId: string }): Promise<Gateway> {
  return (await requireGateway(context, input.gatewayId, 'ViewGateway')).gateway;
}
