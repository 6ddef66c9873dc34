import { parseTarget } from '../domain/network/allowed-targets';
import { parseIpRange } from '../domain/network/ip-range';
import { urlsOfHosts } from '../domain/network/url-of-hosts';

/** The environment is not usable; names every fault, never a secret's value. */
export class ConfigurationError extends Error {
  readonly expected = true;

  constructor(readonly faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

const PREFIX = 'KEYTREE_';
/** The test runner's own; and what Kubernetes sets of itself in every pod for a service called keytree-something. */
const NOT_OURS = /^KEYTREE_(TEST_.*|(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\d+_.*)|.+_PORT)$/;

/** Reads variables with defaults and collects what is wrong with them. Empty is the same as not set. */
export class EnvironmentReader {
  private readonly faults: string[] = [];
  private readonly known = new Set<string>();

  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  fault(name: string, message: string): void {
    this.faults.push(`${name} ${message}`);
  }

  /** To be called when everything was read. A misspelt variable is a fault too: it would silently mean its default. */
  refuseFaults(): void {
    for (const name of Object.keys(this.environment)) {
      if (name.startsWith(PREFIX) && !this.known.has(name) && !NOT_OURS.test(name)) {
        this.fault(name, 'is no variable of Keytree: `keytree --help` names them');
      }
    }
    if (this.faults.length > 0) throw new ConfigurationError(this.faults);
  }

  isSet(name: string): boolean {
    return this.get(name) !== undefined;
  }

  private get(name: string): string | undefined {
    this.known.add(name);
    const value = this.environment[name];
    return value === '' ? undefined : value;
  }

  text(name: string, fallback: string): string {
    return this.get(name) ?? fallback;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const text = this.get(name);
    if (text === undefined) return fallback;
    const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    this.fault(name, `must be a whole number from ${min} to ${max}, not "${text}"`);
    return fallback;
  }

  oneOf<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const text = this.get(name);
    if (text === undefined) return fallback;
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) this.fault(name, `must be one of ${choices.join(', ')}, not "${text}"`);
    return choice ?? fallback;
  }

  flag(name: string, fallback: boolean): boolean {
    return this.oneOf(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
  }

  secret(name: string, minLength: number): string | null {
    const text = this.get(name);
    if (text === undefined) return null;
    if (text.length >= minLength) return text;
    this.fault(name, `must have at least ${minLength} characters`);
    return null;
  }

  databaseUrl(name: string, fallback: string): string {
    const text = this.get(name) ?? fallback;
    if (/^sqlite:.+/.test(text)) return text;
    const [first] = (text.startsWith('mysql://') && urlsOfHosts(text)) || [];
    const { pathname, search, hash } = new URL(first ?? 'mysql:');
    // TypeORM drops what stands after the database: whoever asked there for TLS would do without it unawares.
    if (pathname.length > 1 && search === '' && hash === '') return text;
    this.fault(
      name,
      'must be sqlite:PATH or mysql://user:password@host:port/database (for MariaDB too), with no parameters after it',
    );
    return fallback;
  }

  /** Null where none is given. */
  redisUrl(name: string): string | null {
    const text = this.get(name);
    if (text === undefined || (/^rediss?:\/\//.test(text) && URL.canParse(text))) return text ?? null;
    this.fault(name, 'must be redis://user:password@host:port (rediss:// with TLS)');
    return null;
  }

  /** Scheme, host and port alone; without the slash at its end. */
  origin(name: string, fallback: string): string {
    const text = this.get(name);
    if (text === undefined) return fallback;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(text)) return url.origin;
    this.fault(name, 'must be the origin at which clients reach the service, such as https://keys.example.org');
    return fallback;
  }

  /** Addresses and CIDR ranges, separated by commas. */
  ranges(name: string): string[] {
    return this.list(name, parseIpRange);
  }

  /** Files, separated by commas: each is looked at by `check`. */
  files(name: string, check: (file: string) => { ok: true } | { ok: false; message: string }): string[] {
    return this.list(name, check);
  }

  /** Host names, addresses and CIDR ranges, separated by commas. */
  targets(name: string): string[] {
    return this.list(name, parseTarget);
  }

  private list(name: string, parse: (text: string) => { ok: true } | { ok: false; message: string }): string[] {
    const texts = (this.get(name) ?? '')
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== '');
    for (const text of texts) {
      const parsed = parse(text);
      if (!parsed.ok) this.fault(name, `has "${text}": ${parsed.message}`);
    }
    return texts;
  }
}
