import { parseHostName } from '../accounts/host-name';
import { isGlobalUnicast, withoutNat64 } from './global-address';
import { type IpAddress, parseIpAddress } from './ip-address';
import { type IpRange, parseIpRange, rangesContain } from './ip-range';

/** What the operator lets the service connect to beside the internet. */
export interface AllowedTargets {
  /** In lower case, wherever they lead. */
  readonly hosts: ReadonlySet<string>;
  readonly ranges: readonly IpRange[];
}

export type ParsedTarget =
  | { readonly ok: true; readonly target: string | IpRange }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** A host name, an address or a CIDR range. */
export function parseTarget(text: string): ParsedTarget {
  const asRange = parseIpRange(text);
  if (asRange.ok) return { ok: true, target: asRange.range };
  // What has a colon or a slash was meant as an address or a range.
  if (/[:/]/.test(text)) return asRange;
  const asHost = parseHostName(text);
  return asHost.ok ? { ok: true, target: asHost.hostName } : asHost;
}

/** `texts` were checked before. */
export function allowedTargets(texts: readonly string[]): AllowedTargets {
  const targets = texts.map(parseTarget).flatMap((parsed) => (parsed.ok ? [parsed.target] : []));
  return {
    hosts: new Set(targets.filter((target) => typeof target === 'string')),
    ranges: targets.filter((target) => typeof target !== 'string'),
  };
}

/** Whether a connection to the address may be made, for a URL with that host (without the brackets of IPv6). */
export function mayConnect(allowed: AllowedTargets, host: string, address: IpAddress): boolean {
  return isGlobalUnicast(address) || isException(allowed, host, address);
}

/** The operator named it: the host, or a range that holds the address. */
export function isException(allowed: AllowedTargets, host: string, address = parseIpAddress(host)): boolean {
  if (allowed.hosts.has(host)) return true;
  return address !== null && rangesContain(allowed.ranges, withoutNat64(address));
}
