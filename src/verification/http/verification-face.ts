import type { IpRange } from '../../domain/network/ip-range';
import type { Directory } from '../directory/directory';
import type { GatewayAuthenticator } from '../gateway-authenticator';
import type { Verifier } from '../verifier';

/** What the handlers work with. */
export interface VerificationFace {
  /** The records, or null where decisions must be refused. */
  directory(): Directory | null;
  readonly gateways: GatewayAuthenticator;
  readonly verifier: Verifier;
  readonly trustedProxies: readonly IpRange[];
  isStopping(): boolean;
  now(): number;
  /** What nobody expected, for the log. */
  failed(error: unknown): void;
}
