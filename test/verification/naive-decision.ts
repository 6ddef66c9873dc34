import { BlockList, isIPv6 } from 'node:net';
import type { DecisionCode, OperationClass } from '../../src/domain/decision/codes';
import { type NaiveAccount, type NaiveKey, NaiveTree } from '../support/naive-tree';

export interface DecidedKey extends NaiveKey {
  expiresAtMs: number | null;
  allowedIps: readonly string[];
  fullApiAccess: boolean;
  allowUnauthenticatedRequests: boolean;
  allowUntrustedEndpoints: boolean;
  /** Until when each replaced value works. */
  readonly worksUntilMs: Map<string, number>;
}

export interface NaiveGateway {
  readonly id: string;
  readonly account: NaiveAccount;
  readonly credential: string;
  version: number;
  enabled: boolean;
}

export interface NaiveRequest {
  readonly gateway: NaiveGateway;
  readonly account: { readonly id: string } | { readonly externalId: string } | { readonly domain: string } | null;
  readonly key: string;
  readonly clientIp: string | null;
  readonly operation: OperationClass;
  readonly userToken: string | null;
  readonly deviceToken: string | null;
}

export interface NaiveAnswer {
  readonly code: DecisionCode | 'UNAUTHENTICATED';
  /** Where it is VALID. */
  readonly account?: NaiveAccount;
  readonly key?: DecidedKey;
}

/** A replaced value is forgotten so long after its overlap. */
const KEPT_MS = 30 * 86_400_000;

/** What domain.md says of a request, read from top to bottom; every question goes through all that there is. */
export class NaiveRecords extends NaiveTree {
  override readonly keys: DecidedKey[] = [];
  readonly gateways: NaiveGateway[] = [];

  answer(request: NaiveRequest, nowMs: number): NaiveAnswer {
    const { gateway, operation, clientIp, userToken } = request;
    if (!this.gateways.includes(gateway) || !gateway.enabled) return { code: 'UNAUTHENTICATED' };
    const bearers = this.keys.filter((key) => this.bears(key, request.key, nowMs));

    const inReach = bearers.filter((key) => this.isOnLine(gateway.account, key.account));
    if (request.account === null && inReach.length > 1) return { code: 'ACCOUNT_REQUIRED' };
    if (request.account === null && inReach.length === 0) return { code: 'KEY_NOT_FOUND' };
    const account = request.account === null ? inReach[0]?.account : this.named(request.account);
    if (!account || !this.isOnLine(gateway.account, account)) return { code: 'ACCOUNT_NOT_FOUND' };
    if (this.effectiveStatus(account) === 'SUSPENDED') return { code: 'ACCOUNT_SUSPENDED' };

    const key = bearers.find((one) => this.isOnLine(one.account, account));
    if (!key) return { code: 'KEY_NOT_FOUND' };
    const isBlocked = this.blocks.some(([where, what]) => what === key && this.isOnLine(where, account));
    if (isBlocked) return { code: 'KEY_BLOCKED' };
    if (!key.active) return { code: 'KEY_INACTIVE' };
    const ends = [key.expiresAtMs, key.worksUntilMs.get(request.key)];
    if (ends.some((endMs) => endMs !== null && endMs !== undefined && nowMs >= endMs)) return { code: 'KEY_EXPIRED' };
    if (key.allowedIps.length > 0 && !isAllowed(clientIp, key.allowedIps)) return { code: 'IP_NOT_ALLOWED' };
    if (operation === 'ADMINISTRATIVE' && !key.fullApiAccess) return { code: 'FULL_ACCESS_REQUIRED' };
    if (operation === 'LOGIN' && !key.allowUntrustedEndpoints) return { code: 'ENDPOINT_NOT_TRUSTED' };
    if (operation === 'ADMINISTRATIVE' || operation === 'LIMITED') {
      if (userToken === null && !key.allowUnauthenticatedRequests) return { code: 'USER_TOKEN_REQUIRED' };
      if (userToken !== null) return { code: 'USER_TOKEN_INVALID' };
    }
    return { code: 'VALID', account, key };
  }

  private named(name: NonNullable<NaiveRequest['account']>): NaiveAccount | undefined {
    return this.accounts.find((account) => {
      if ('id' in name) return `acc_${account.id}` === name.id;
      if ('externalId' in name) return account.externalId === name.externalId;
      return account.domains.includes(name.domain.toLowerCase());
    });
  }

  private bears(key: DecidedKey, value: string, nowMs: number): boolean {
    const untilMs = key.worksUntilMs.get(value);
    return key.values.includes(value) && (untilMs === undefined || nowMs < untilMs + KEPT_MS);
  }

  regenerate(key: DecidedKey, value: string, worksUntilMs: number, nowMs: number): void {
    // Two work at most.
    for (const [replaced, untilMs] of key.worksUntilMs) key.worksUntilMs.set(replaced, Math.min(untilMs, nowMs));
    key.worksUntilMs.set(key.values.at(-1)!, worksUntilMs);
    // Its own of long ago, again.
    key.worksUntilMs.delete(value);
    key.values.push(value);
  }

  /** What was replaced long ago stands in nobody's way any more. */
  forget(nowMs: number): void {
    for (const key of this.keys) {
      const kept = key.values.filter((value) => this.bears(key, value, nowMs));
      key.values.splice(0, key.values.length, ...kept);
      for (const value of key.worksUntilMs.keys()) if (!kept.includes(value)) key.worksUntilMs.delete(value);
    }
  }

  override delete(account: NaiveAccount): void {
    const gone = this.subtree(account);
    const kept = this.gateways.filter((gateway) => !gone.includes(gateway.account));
    this.gateways.splice(0, this.gateways.length, ...kept);
    super.delete(account);
  }
}

/** By node's own list: one for each family, since ranges of one hold nothing of the other. */
function isAllowed(clientIp: string | null, ranges: readonly string[]): boolean {
  if (clientIp === null) return false;
  const plain = clientIp.replace(/^::ffff:(?=\d+\.)/, '');
  const list = new BlockList();
  for (const range of ranges.filter((one) => isIPv6(one.split('/')[0]!) === isIPv6(plain))) {
    const [network = '', prefix = isIPv6(plain) ? '128' : '32'] = range.split('/');
    list.addSubnet(network, Number(prefix), isIPv6(plain) ? 'ipv6' : 'ipv4');
  }
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
