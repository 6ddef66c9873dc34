import { OAuthError } from '../../domain/oauth/oauth-error';
import { isToken } from '../../domain/secrets/tokens';
import { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import { Gateway } from '../../entities/gateway';
import type { Context } from '../context';
import type { NamedAccount } from './client';
import type { Introspector } from './introspect-token';
import { requireKey } from './require-key';

/** By its credential. @throws OAuthError where it is none */
export async function gatewayAsIntrospector(context: Context, credential: string): Promise<Introspector> {
  const { manager, services } = context;
  const credentialHash = isToken(credential, 'gateway') ? services.secrets.tokens.hash(credential) : null;
  const gateway = credentialHash && (await manager.findOneBy(Gateway, { credentialHash, enabled: true }));
  const account = gateway && (await manager.findOneBy(Account, { id: gateway.accountId }));
  if (!account) throw new OAuthError('invalid_client', 'Send the credential of a gateway, or an API key.');
  return { reach: account.path, keyId: null };
}

/** By its value, which must be good on the account that is named, or on its own. @throws OAuthError */
export async function keyAsIntrospector(
  context: Context,
  secret: string,
  account: NamedAccount,
): Promise<Introspector> {
  const { keyId } = await requireKey(context, secret, account, 'REGISTER_DEVICE');
  const key = await context.manager.findOneByOrFail(ApiKey, { id: keyId });
  const own = await context.manager.findOneByOrFail(Account, { id: key.accountId });
  return { reach: own.path, keyId };
}
