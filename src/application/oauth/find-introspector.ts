import { isWithin } from '../../domain/accounts/account-path';
import { StaleRecordsError } from '../../domain/errors';
import { publicId } from '../../domain/ids';
import { OAuthError } from '../../domain/oauth/oauth-error';
import { Account } from '../../entities/account';
import type { Context } from '../context';
import { rootAsker } from '../decision/root-asker';
import { findGateway } from '../gateways/find-gateway';
import type { NamedAccount } from './client';
import type { Introspector } from './introspect-token';
import { requireKey } from './require-key';

/** By its credential. @throws OAuthError where it is none */
export async function gatewayAsIntrospector(context: Context, credential: string): Promise<Introspector> {
  const { manager } = context;
  const gateway = await findGateway(context, credential);
  const account = gateway && (await manager.findOneBy(Account, { id: gateway.accountId }));
  if (!account) throw new OAuthError('invalid_client', 'Send the credential of a gateway, or an API key.');
  return {
    keyId: null,
    reaches: async (accountId) => {
      const place = await manager.findOneBy(Account, { id: accountId });
      return place !== null && isWithin(place.path, account.path);
    },
  };
}

/**
 * By its value, which must be good on the account that is named, or on its own. It hears of the tokens of an account
 * where it is good too: one that blocks it is none of its business. Looking there is no further use of it.
 *
 * @throws OAuthError
 */
export async function keyAsIntrospector(
  context: Context,
  secret: string,
  account: NamedAccount,
): Promise<Introspector> {
  const { keyId } = await requireKey(context, secret, account, 'REGISTER_DEVICE');
  const { clientIp, services } = context;
  const asker = await rootAsker(context);
  return {
    keyId,
    reaches: (accountId) => {
      const reach = services.records?.reach({
        ...{ asker, key: secret, clientIp, userToken: null, deviceToken: null },
        account: { by: 'id', text: publicId('Account', accountId) },
        operation: 'REGISTER_DEVICE',
      });
      if (!reach) throw new StaleRecordsError();
      return typeof reach !== 'string' && reach.keyId === keyId;
    },
  };
}
