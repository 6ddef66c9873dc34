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
  private readonly gateways = new Map<string, Clients>();

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
    clients.begin(group, { count: 1, endsMs: nowMs + this.limit.windowMs });
    clients.forget(nowMs);
  }

  private clientsOf(gatewayId: string): Clients {
    const known = this.gateways.get(gatewayId);
    if (known) return known;
    const clients = new Clients();
    this.gateways.set(gatewayId, clients);
    return clients;
  }
}

type Group = ReturnType<typeof addressGroup>;

/** The windows of a gateway's clients, in the order in which they began. */
class Clients {
  private readonly windows = new Map<Group, Window>();
  /** Goes on through the Map as it changes: whoever begins at its start passes over all that was deleted each time. */
  private inOrder = this.windows.entries();
  private oldest: [Group, Window] | null = null;

  get size(): number {
    return this.windows.size;
  }

  get(group: Group): Window | undefined {
    return this.windows.get(group);
  }

  delete(group: Group): void {
    this.windows.delete(group);
  }

  /** In place of the client's window before, at the end of the order. */
  begin(group: Group, window: Window): void {
    this.windows.delete(group);
    this.windows.set(group, window);
  }

  /** The windows that are over, and the oldest where they are too many. */
  forget(nowMs: number): void {
    for (let first = this.first(); first !== null; first = this.first()) {
      const [group, { endsMs }] = first;
      if (this.size <= MOST_CLIENTS && nowMs < endsMs) return;
      this.windows.delete(group);
    }
  }

  private first(): [Group, Window] | null {
    // What was deleted or began anew meanwhile is passed over. At the end of the order nothing is left.
    while (this.oldest === null || this.windows.get(this.oldest[0]) !== this.oldest[1]) {
      const { value } = this.inOrder.next();
      if (value === undefined) {
        this.inOrder = this.windows.entries();
        return (this.oldest = null);
      }
      this.oldest = value;
    }
    return this.oldest;
  }
}
