import type { Directory } from './directory/directory';
import type { Gateway } from './directory/gateway-table';

const CREDENTIAL = /^ktg_[0-9A-Za-z]{43}$/;
const BEARER = /^bearer +(\S+)$/i;
/** More than an installation has gateways at one process. */
const MOST_REMEMBERED = 1_000;

/**
 * Which gateway asks. The hash of a credential that opened one is remembered; whether it still opens one is looked up
 * each time.
 */
export class GatewayAuthenticator {
  private readonly hashes = new Map<string, string>();

  /** @param hashOf the keyed hash of a token as a 'latin1' string */
  constructor(private readonly hashOf: (token: string) => string) {}

  /** Of an Authorization header. */
  ofBearer(directory: Directory, header: string | undefined): Gateway | undefined {
    return header === undefined ? undefined : this.ofCredential(directory, BEARER.exec(header)?.[1] ?? '');
  }

  ofCredential(directory: Directory, credential: string): Gateway | undefined {
    const known = this.hashes.get(credential);
    if (known !== undefined) return directory.gateway(known);
    if (!CREDENTIAL.test(credential)) return undefined;
    const hash = this.hashOf(credential);
    const gateway = directory.gateway(hash);
    if (gateway) this.remember(credential, hash);
    return gateway;
  }

  private remember(credential: string, hash: string): void {
    if (this.hashes.size >= MOST_REMEMBERED) this.hashes.clear();
    this.hashes.set(credential, hash);
  }
}
