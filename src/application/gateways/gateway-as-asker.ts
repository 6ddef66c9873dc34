import { UnauthenticatedError } from '../../domain/errors';
import type { Context } from '../context';
import type { Asker } from '../decision/access-request';
import { findGateway } from './find-gateway';

/** The gateway of that credential, as the one who asks. @throws UnauthenticatedError */
export async function gatewayAsAsker(context: Context, credential: string): Promise<Asker> {
  const gateway = await findGateway(context, credential);
  if (!gateway) throw new UnauthenticatedError('X-Keytree-Gateway is not the credential of a gateway.');
  return gateway;
}
