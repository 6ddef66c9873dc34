import { v7 } from 'uuid';
import { formatIpAddress, parseIpAddress } from '../../domain/network/ip-address';
import type { KeyUse, RefusedRequest, UsageCount } from '../../domain/usage/usage';
import type { PairUsage } from './pair-usage';
import type { Refusal } from './recent-refusals';

export interface UsageRows {
  readonly counts: UsageCount[];
  readonly uses: KeyUse[];
}

export function usageRows(pairs: readonly PairUsage[]): UsageRows {
  const counts: UsageCount[] = [];
  const uses: KeyUse[] = [];
  for (const pair of pairs) {
    const { accountId, keyId, day } = pair;
    for (const [outcome, requests] of pair.outcomes()) counts.push({ accountId, day, keyId, outcome, requests });
    if (keyId === null) continue;
    for (const [ip, atMs] of pair.addresses()) uses.push({ keyId, accountId, ip: canonical(ip), atMs });
  }
  return { counts, uses };
}

export function refusedRequest(refusal: Refusal): RefusedRequest {
  const id = v7({ msecs: refusal.atMs }).replaceAll('-', '');
  return { ...refusal, id, ip: canonical(refusal.ip) };
}

/** Gateways write addresses as they like; only here, since on the path of the request it would cost too much. */
function canonical(ip: string | null): string | null {
  const address = ip === null ? null : parseIpAddress(ip);
  return address && formatIpAddress(address);
}
