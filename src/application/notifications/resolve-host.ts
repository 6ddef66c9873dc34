import { lookup, Resolver } from 'node:dns/promises';
import type { AllowedTargets } from '../../domain/network/allowed-targets';

/** The addresses of a host; none where it has none, or nobody could be asked. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** Of one name server, and how many times. */
const QUERY_TIMEOUT_MS = 2_000;
const TRIES = 2;

/**
 * Asks the name servers itself. The machine's own way (getaddrinfo) holds one of node's few threads until it has its
 * answer: whoever runs a slow name server could stop everything else that needs them, sign-ins too. It is taken for the
 * names that the operator allows, which may stand in the machine's own tables.
 */
export function hostResolver(allowed: AllowedTargets): ResolveHost {
  return (host) => (allowed.hosts.has(host) ? fromMachine(host) : fromNameServers(host));
}

async function fromMachine(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

async function fromNameServers(host: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: TRIES });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}
