import { type Directory, NO_ACCOUNT } from './directory/directory';
import type { RequestFacts } from './request-facts';
import type { AccountName } from './verify-request';

/** Whether the value is effective on the account, in whatever state; false where there is no such account. */
export function keyIsEffective(
  directory: Directory,
  facts: RequestFacts,
  account: AccountName,
  key: string,
  nowMs: number,
): boolean {
  const request = { account, clientIp: null, operation: 'LIMITED', userToken: null, deviceToken: null } as const;
  facts.begin(directory, NO_ACCOUNT, request, { key }, nowMs);
  return facts.account !== null && facts.key !== null;
}
