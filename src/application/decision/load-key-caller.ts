import { type AccountPath, isWithin } from '../../domain/accounts/account-path';
import { REFUSALS } from '../../domain/decision/refusals';
import { DeniedError, StaleRecordsError } from '../../domain/errors';
import { publicId } from '../../domain/ids';
import { type Permission, VIEW_PERMISSIONS } from '../../domain/permissions/permission';
import { ApiKey } from '../../entities/api-key';
import { User } from '../../entities/user';
import { type HeldGrant, isHidden, type KeyCaller } from '../caller';
import type { Context } from '../context';
import { loadGrants } from '../sessions/load-caller';
import type { AccessRequest, KeyReach } from './access-request';
import { decideAccess } from './decide-access';
import { rootAsker } from './root-asker';

/** What came with a request to this service's own API. */
export interface PresentedKey {
  readonly key: string;
  /** The token beside it, whatever came as one: a bad token is never taken for none. */
  readonly bearer: string | null;
  /** Null where none is named: that of the only key that bears the value. */
  readonly account: AccessRequest['account'];
}

/**
 * The caller that a key stands for, after the decision on the account that is named, which counts as a use. A root field
 * takes at least what LIMITED takes, so that is the class; the rest of it looks at each field.
 *
 * @throws DeniedError; StaleRecordsError; LimitReachedError after too many unknown values from one address
 */
export async function loadKeyCaller(context: Context, presented: PresentedKey): Promise<KeyCaller> {
  const { key, bearer: userToken, account: named } = presented;
  const asked = { account: named, key, userToken, operation: 'LIMITED', deviceToken: null } as const;
  const asker = await rootAsker(context);
  const decided = await decideAccess(context, { ...asked, asker });
  if (decided.code !== 'VALID') throw new DeniedError(decided.code, REFUSALS[decided.code]);
  // From here on the account is known, whoever else may get a key of the same value meanwhile.
  const account = { by: 'id', text: publicId('Account', decided.accountId) } as const;
  return callerOf(context, { ...asked, asker, account, clientIp: context.clientIp });
}

/** The same caller as of now, in a transaction of that number. @throws DeniedError; StaleRecordsError */
export async function reloadKeyCaller(context: Context, { request }: KeyCaller, seq: number): Promise<KeyCaller> {
  // Nobody else changes anything now: what holds is what was committed before.
  await context.services.records?.upTo(seq - 1);
  return callerOf(context, request);
}

async function callerOf(context: Context, request: AccessRequest): Promise<KeyCaller> {
  const reach = context.services.records?.reach(request);
  if (!reach) throw new StaleRecordsError();
  if (typeof reach === 'string') throw new DeniedError(reach, REFUSALS[reach]);
  const { manager } = context;
  const key = await manager.findOneBy(ApiKey, { id: reach.keyId });
  const user = reach.userId === null ? null : await manager.findOneBy(User, { id: reach.userId });
  // Gone since the records were read.
  if (!key) throw new DeniedError('KEY_NOT_FOUND', REFUSALS.KEY_NOT_FOUND);
  if (!user && reach.userId !== null) throw new DeniedError('USER_TOKEN_INVALID', REFUSALS.USER_TOKEN_INVALID);
  const hidden = new Set(reach.hidden);
  return {
    kind: 'KEY',
    keyId: key.id,
    keyName: key.name,
    fullApiAccess: key.fullApiAccess,
    user: user && { id: user.id, name: user.name },
    accountId: user?.accountId ?? key.accountId,
    reach: reach.path,
    hidden,
    grants: user
      ? (await loadGrants(manager, user.id)).flatMap((grant) => grantWithin(grant, reach, hidden))
      : [{ path: reach.path, permissions: ownPermissions(key) }],
    request,
  };
}

/** Without full API access a key looks, and changes nothing. */
function ownPermissions({ permissions, fullApiAccess }: ApiKey): ReadonlySet<Permission> {
  return new Set(permissions.filter((one) => fullApiAccess || VIEW_PERMISSIONS.includes(one)));
}

/** As much of a grant as is within reach. */
function grantWithin(
  { path, permissions }: HeldGrant,
  reach: Pick<KeyReach, 'path'>,
  hidden: ReadonlySet<AccountPath>,
): HeldGrant[] {
  if (isWithin(reach.path, path)) return [{ path: reach.path, permissions }];
  return isWithin(path, reach.path) && !isHidden(path, hidden) ? [{ path, permissions }] : [];
}
