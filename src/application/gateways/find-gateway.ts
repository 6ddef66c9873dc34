import { isToken } from '../../domain/secrets/tokens';
import { Gateway } from '../../entities/gateway';
import type { Context } from '../context';

/** By its credential; null for what is none, and for a gateway that may not ask. */
export async function findGateway({ manager, services }: Context, credential: string): Promise<Gateway | null> {
  if (!isToken(credential, 'gateway')) return null;
  return manager.findOneBy(Gateway, { credentialHash: services.secrets.tokens.hash(credential), enabled: true });
}
