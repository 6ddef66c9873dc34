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
  // Apart, so that what is good in one place is not taken in the other.
  private readonly byHeader = new Map<string, string>();
  private readonly byCredential = new Map<string, string>();

  /** @param hashOf the keyed hash of a token as a 'latin1' string */
  constructor(private readonly hashOf: (token: string) => string) {}

  /** Of an Authorization header. */
  ofBearer(directory: Directory, header: string | undefined): Gateway | undefined {
    if (header === undefined) return undefined;
    const known = this.byHeader.get(header);
    if (known !== undefined) return directory.gateway(known);
    return this.meet(directory, BEARER.exec(header)?.[1] ?? '', this.byHeader, header);
  }

  ofCredential(directory: Directory, credential: string): Gateway | undefined {
    const known = this.byCredential.get(credential);
    if (known !== undefined) return directory.gateway(known);
    return this.meet(directory, credential, this.byCredential, credential);
  }

  private meet(
    directory: Directory,
    credential: string,
    remembered: Map<string, string>,
    presented: string,
  ): Gateway | undefined {
    if (!CREDENTIAL.test(credential)) return undefined;
    const hash = this.hashOf(credential);
    const gateway = directory.gateway(hash);
    if (!gateway) return undefined;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(presented, hash);
    return gateway;
  }
}
