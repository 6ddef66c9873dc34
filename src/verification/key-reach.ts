import { decide } from '../domain/decision/decide';
import type { CheckCode } from '../domain/decision/codes';
import { parseIpAddress } from '../domain/network/ip-address';
import type { AccessRequest } from './decide-access';
import type { Directory } from './directory/directory';
import type { RequestFacts } from './request-facts';

/** What a request that came with a key may touch. Ids are bare. */
export interface KeyReach {
  readonly keyId: string;
  /** Of the token; null where none came. */
  readonly userId: string | null;
  /** Path of the account on which, and below which, the decision holds. */
  readonly path: string;
  /** Paths of the highest accounts below it on which, and below which, the decision fails. */
  readonly hidden: readonly string[];
}

/**
 * The decision for every account at once. What differs between those of one request is only the place: whether key,
 * user and the key that the user's token was gained through stand above it, and what is suspended or blocks one of the
 * two keys. Nothing is recorded of it.
 *
 * @returns the code where the request may not pass on the account that it names
 */
export function keyReach(
  directory: Directory,
  facts: RequestFacts,
  { asker, key, clientIp, ...request }: AccessRequest,
  nowMs: number,
): KeyReach | CheckCode {
  const { accounts, keys } = directory;
  const asked = { ...request, clientIp: clientIp === null ? null : parseIpAddress(clientIp) };
  facts.begin(directory, accounts.numberOf(asker.accountId), asked, { key }, nowMs);
  const code = decide(facts);
  if (code !== 'VALID') return code;
  const { user, userKey } = facts;
  const both = userKey === null ? [facts.keyFound] : [facts.keyFound, userKey];
  const tops = [...both.map((one) => keys.accountOf(one)), ...(user ? [user.account] : [])];
  // All of them are on the line of one account, or the request would not have passed there.
  const top = tops.reduce((lowest, one) => (accounts.isWithin(one, lowest) ? one : lowest));
  return {
    keyId: keys.idOf(facts.keyFound),
    userId: user?.id ?? null,
    path: accounts.pathOf(top),
    hidden: directory.closedWithin(top, both).map((account) => accounts.pathOf(account)),
  };
}
