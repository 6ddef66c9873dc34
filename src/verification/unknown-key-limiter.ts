import type { IpAddress } from '../domain/network/ip-address';
import { addressGroup } from './address-group';

export interface UnknownKeyLimit {
  /** Refusals with KEY_NOT_FOUND within a window, of one client at one gateway; 0: no limit. */
  readonly most: number;
  readonly windowMs: number;
}

interface Window {
  count: number;
  endsMs: number;
}

/** Clients of one gateway that are counted at a time: beyond it the oldest are forgotten. */
const MOST_CLIENTS = 50_000;

/**
 * Counts refusals with KEY_NOT_FOUND for each gateway and client address. Past the limit a client is answered without
 * a look-up until its window ends. A client whose address is not known is never counted: it could be anybody.
 */
export class UnknownKeyLimiter {
  private readonly gateways = new Map<string, Map<number | string, Window>>();

  constructor(private readonly limit: UnknownKeyLimit) {}

  isLimited(gatewayId: string, clientIp: IpAddress | null, nowMs: number): boolean {
    const clients = this.gateways.get(gatewayId);
    if (clients === undefined || clientIp === null) return false;
    const group = addressGroup(clientIp);
    const window = clients.get(group);
    if (window === undefined) return false;
    if (nowMs >= window.endsMs) {
      clients.delete(group);
      if (clients.size === 0) this.gateways.delete(gatewayId);
      return false;
    }
    return window.count >= this.limit.most;
  }

  countUnknown(gatewayId: string, clientIp: IpAddress | null, nowMs: number): void {
    if (clientIp === null || this.limit.most === 0) return;
    const clients = this.clientsOf(gatewayId);
    const group = addressGroup(clientIp);
    const window = clients.get(group);
    if (window && nowMs < window.endsMs) {
      window.count++;
      return;
    }
    // Again at the end of the Map's order: the first is the oldest.
    clients.delete(group);
    clients.set(group, { count: 1, endsMs: nowMs + this.limit.windowMs });
    for (const [oldest, { endsMs }] of clients) {
      if (clients.size <= MOST_CLIENTS && nowMs < endsMs) break;
      clients.delete(oldest);
    }
  }

  private clientsOf(gatewayId: string): Map<number | string, Window> {
    const known = this.gateways.get(gatewayId);
    if (known) return known;
    const clients = new Map<number | string, Window>();
    this.gateways.set(gatewayId, clients);
    return clients;
  }
}
