import type { Directory } from './directory/directory';
import type { Gateway } from './directory/gateway-table';

const CREDENTIAL = /^ktg_[0-9A-Za-z]{43}$/;
const BEARER = /^bearer +(\S+)$/i;
/** More than an installation has gateways at one process. */
const MOST_REMEMBERED = 1_000;

/**
 * Which gateway asks. Of what opened one the hash of its credential is remembered; whether it still opens one is looked
 * up each time.
 */
export class GatewayAuthenticator {
  /** By credential, or by the header that it stood in. */
  private readonly hashes = new Map<string, string>();

  /** @param hashOf the keyed hash of a token as a 'latin1' string */
  constructor(private readonly hashOf: (token: string) => string) {}

  /** Of an Authorization header. */
  ofBearer(directory: Directory, header: string | undefined): Gateway | undefined {
    if (header === undefined) return undefined;
    const known = this.hashes.get(header);
    return known === undefined
      ? this.meet(directory, BEARER.exec(header)?.[1] ?? '', header)
      : directory.gateway(known);
  }

  ofCredential(directory: Directory, credential: string): Gateway | undefined {
    const known = this.hashes.get(credential);
    return known === undefined ? this.meet(directory, credential, credential) : directory.gateway(known);
  }

  private meet(directory: Directory, credential: string, presented: string): Gateway | undefined {
    if (!CREDENTIAL.test(credential)) return undefined;
    const hash = this.hashOf(credential);
    const gateway = directory.gateway(hash);
    if (gateway) this.remember(presented, hash);
    return gateway;
  }

  private remember(presented: string, hash: string): void {
    if (this.hashes.size >= MOST_REMEMBERED) this.hashes.clear();
    this.hashes.set(presented, hash);
  }
}
