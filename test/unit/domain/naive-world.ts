import type { DecisionFacts } from '../../../src/domain/decision/facts';
import { parseIpAddress } from '../../../src/domain/network/ip-address';
import { type IpRange, parseIpRange } from '../../../src/domain/network/ip-range';
import type { RequestVector, WorldVectors } from '../../support/vectors';

type Request = RequestVector['request'];

interface Key {
  definedOn: string;
  name: string;
  value: string;
  active: boolean;
  expiresAtMs: number | null;
  allowedIps: IpRange[];
  fullApiAccess: boolean;
  allowUnauthenticatedRequests: boolean;
  allowUntrustedEndpoints: boolean;
}

interface Account {
  parent: string;
  suspended: boolean;
  domains: readonly string[];
  /** The keys that it blocks. */
  blocked: Set<Key>;
}

/** The root has no externalId in a tree file. */
const ROOT = '';
const FOREVER = Number.MAX_SAFE_INTEGER;

/** A tree file as it reads, every question answered by going through all of it. */
export class NaiveWorld {
  readonly accounts = new Map<string, Account>();
  readonly keys: Key[] = [];

  constructor({ tree }: WorldVectors) {
    this.accounts.set(ROOT, { parent: ROOT, suspended: false, domains: [], blocked: new Set() });
    for (const { externalId, parent, status, domains = [], apiKeys = [], blockedApiKeys = [] } of tree.accounts) {
      for (const key of apiKeys) {
        this.keys.push({
          definedOn: externalId,
          name: key.name,
          value: key.value,
          active: key.active ?? true,
          expiresAtMs: key.expiresAt ? Date.parse(key.expiresAt) : null,
          allowedIps: (key.allowedIps ?? []).map(range),
          fullApiAccess: key.fullApiAccess ?? false,
          allowUnauthenticatedRequests: key.allowUnauthenticatedRequests ?? false,
          allowUntrustedEndpoints: key.allowUntrustedEndpoints ?? false,
        });
      }
      const blocked = blockedApiKeys.map((block) => this.key(block.account ?? ROOT, block.name));
      this.accounts.set(externalId, {
        parent: parent ?? ROOT,
        suspended: status === 'SUSPENDED',
        domains,
        blocked: new Set(blocked),
      });
    }
  }

  /** By its name in any case. */
  key(definedOn: string, name: string): Key {
    const folded = (text: string): string => text.normalize('NFKC').toUpperCase();
    const found = this.keys.find((key) => key.definedOn === definedOn && folded(key.name) === folded(name));
    if (!found) throw new Error(`no key ${name} on ${definedOn}`);
    return found;
  }

  /** The account first, the root last. */
  line(id: string): string[] {
    return id === ROOT ? [ROOT] : [id, ...this.line(this.accounts.get(id)!.parent)];
  }

  isWithin(id: string, top: string | null): boolean {
    return this.line(id).includes(top ?? ROOT);
  }

  /** The account that a request names or means (of several, none is meant), and the key that it presents there. */
  meant(request: Request): { accounts: string[]; key: Key | undefined } {
    const accounts = request.account ? this.named(request.account) : this.bearers(request);
    const effective = accounts.length === 1 ? this.effective(accounts[0]!) : [];
    return { accounts, key: effective.find((key) => key.value === request.key) };
  }

  private bearers({ key: value, gateway }: Request): string[] {
    const keys = this.keys.filter((key) => key.value === value && this.isWithin(key.definedOn, gateway));
    return keys.map((key) => key.definedOn);
  }

  private named(account: NonNullable<Request['account']>): string[] {
    if ('externalId' in account) return this.accounts.has(account.externalId) ? [account.externalId] : [];
    const domain = account.domain.toLowerCase();
    return [...this.accounts].filter(([, { domains }]) => domains.includes(domain)).map(([id]) => id);
  }

  effective(id: string): Key[] {
    const line = this.line(id);
    return this.keys.filter((key) => line.includes(key.definedOn));
  }

  /** Of the accounts that block a key on this account's line; the nearest to the key's own is the last. */
  blockers(id: string, key: Key): string[] {
    return this.line(id).filter((above) => this.accounts.get(above)!.blocked.has(key));
  }

  facts(request: Request, nowMs: number): DecisionFacts {
    const { accounts, key } = this.meant(request);
    const [id] = accounts;
    const line = id === undefined ? [] : this.line(id);
    return {
      nowMs,
      operation: request.operation,
      clientIp: request.clientIp === null ? null : parseIpAddress(request.clientIp),
      accountNamed: request.account !== null,
      bearersInReach: request.account ? Number.NaN : accounts.length,
      account:
        id === undefined
          ? null
          : { withinReach: this.isWithin(id, request.gateway), suspended: this.isSuspended(line) },
      key: key && id !== undefined ? { ...key, worksUntilMs: null, blocked: this.blockers(id, key).length > 0 } : null,
      userToken: request.userToken ? userToken(request.userToken, line, nowMs) : null,
      deviceToken: request.deviceToken ? deviceToken(request.deviceToken, line, nowMs) : null,
    };
  }

  private isSuspended(line: readonly string[]): boolean {
    return line.some((id) => this.accounts.get(id)!.suspended);
  }
}

function range(text: string): IpRange {
  const parsed = parseIpRange(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.range;
}

/** Gained through an active key on the root, without a device. */
function userToken(
  { is, account }: NonNullable<Request['userToken']>,
  line: readonly string[],
  nowMs: number,
): DecisionFacts['userToken'] {
  if (is === 'malformed') return 'UNREADABLE';
  const login = is !== 'management sign-in';
  return {
    expiresAtMs: is === 'expired' ? nowMs : FOREVER,
    revoked: is === 'revoked',
    fromLogin: login,
    keyState: login ? (is === 'key stopped' ? 'INACTIVE' : 'ACTIVE') : null,
    endpointTrusted: null,
    userDisabled: is === 'disabled user',
    userOnLine: line.includes(account),
  };
}

function deviceToken(
  { is, account }: NonNullable<Request['deviceToken']>,
  line: readonly string[],
  nowMs: number,
): DecisionFacts['deviceToken'] {
  if (is === 'malformed') return 'UNREADABLE';
  const statuses = { pending: 'PENDING', rejected: 'REJECTED', revoked: 'REVOKED' } as const;
  return {
    expiresAtMs: is === 'expired' ? nowMs : FOREVER,
    revoked: false,
    endpointStatus: is in statuses ? statuses[is as keyof typeof statuses] : 'TRUSTED',
    endpointConfirmed: is !== 'automatic',
    endpointOn: line[0] === account ? 'ACCOUNT' : line.includes(account) ? 'ANCESTOR' : 'ELSEWHERE',
  };
}
