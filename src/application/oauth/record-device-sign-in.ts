import { OAuthError } from '../../domain/oauth/oauth-error';
import { insertAll } from '../../database/insert';
import type { Account } from '../../entities/account';
import { AuditEvent } from '../../entities/audit-event';
import { Endpoint } from '../../entities/endpoint';
import { auditEvent } from '../change';
import type { Context } from '../context';
import { isSuspended } from '../sessions/is-suspended';

/**
 * That a trusted device gets tokens, in the transaction that makes them. Its row is written first: whoever ends its
 * trust at this moment either waits and then finds the tokens, or is waited for here.
 *
 * @throws OAuthError where it is not trusted, or its account is suspended
 */
export async function recordDeviceSignIn(
  context: Context,
  endpoint: Endpoint,
  account: Account,
  keyId: string,
): Promise<void> {
  await touchTrusted(context, endpoint, account);
  await insertAll(context.manager, AuditEvent, [
    auditEvent(context, null, {
      action: 'ENDPOINT_SIGNED_IN',
      account,
      target: { type: 'Endpoint', id: endpoint.id, name: endpoint.name },
      after: { keyId },
      actor: { actorKind: 'ENDPOINT', actorId: endpoint.id, actorName: endpoint.name },
    }),
  ]);
}

/** The device was seen now. Something of the row must change: see `User.signIns`. @throws OAuthError as above */
export async function touchTrusted(
  { manager, now, clientIp }: Context,
  { id }: Pick<Endpoint, 'id'>,
  account: Pick<Account, 'path'>,
): Promise<void> {
  const seen = { lastSeenAt: now(), lastSeenIp: clientIp, signIns: () => 'sign_ins + 1' };
  const touched = await manager.update(Endpoint, { id, status: 'TRUSTED' }, seen);
  if (touched.affected !== 1) {
    throw new OAuthError('access_denied', 'The device is not trusted, or no longer: register it again.');
  }
  if (await isSuspended(manager, account.path)) {
    throw new OAuthError('access_denied', 'The account of the device is suspended.', { decision: 'ACCOUNT_SUSPENDED' });
  }
}
