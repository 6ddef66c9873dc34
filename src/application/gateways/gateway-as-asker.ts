import { UnauthenticatedError } from '../../domain/errors';
import { isToken } from '../../domain/secrets/tokens';
import { Gateway } from '../../entities/gateway';
import type { Context } from '../context';
import type { Asker } from '../decision/access-request';

/** The gateway of that credential, as the one who asks. @throws UnauthenticatedError */
export async function gatewayAsAsker({ manager, services }: Context, credential: string): Promise<Asker> {
  const credentialHash = isToken(credential, 'gateway') ? services.secrets.tokens.hash(credential) : null;
  const gateway = credentialHash && (await manager.findOneBy(Gateway, { credentialHash, enabled: true }));
  if (!gateway) throw new UnauthenticatedError('X-Keytree-Gateway is not the credential of a gateway.');
  return gateway;
}
