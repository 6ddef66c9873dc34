import type { DecisionCode } from '../domain/decision/codes';
import { canonicalIpAddress, parseIpAddress } from '../domain/network/ip-address';
import { type Directory, NO_ACCOUNT, NO_KEY } from './directory/directory';
import type { Asker, Verifier } from './verifier';
import type { VerifyRequest } from './verify-request';

/** What a face of this service itself asks, before it does what the request wants. */
export interface AccessRequest extends Omit<VerifyRequest, 'clientIp' | 'clientIpText'> {
  readonly asker: Asker;
  readonly clientIp: string | null;
}

/** Ids are bare, and null where there is none. */
export interface DecidedAccess {
  /** Null where too many unknown values came from the client. */
  readonly code: DecisionCode | null;
  readonly accountId: string | null;
  readonly keyId: string | null;
  /** The trusted device of a LOGIN, or from which the user did. */
  readonly endpointId: string | null;
}

/** The decision for a request to this service itself: recorded and limited as those of gateways are. */
export function decideAccess(
  directory: Directory,
  verifier: Verifier,
  { asker, clientIp, ...request }: AccessRequest,
  nowMs: number,
): DecidedAccess {
  const clientIpText = clientIp === null ? null : canonicalIpAddress(clientIp);
  const verdict = verifier.decide(directory, asker, { ...request, ...addressOf(clientIpText) }, nowMs);
  return {
    code: verdict.code,
    accountId: verdict.account === NO_ACCOUNT ? null : directory.accounts.idOf(verdict.account),
    keyId: verdict.key === NO_KEY ? null : directory.keys.idOf(verdict.key),
    endpointId: verdict.endpoint?.id ?? null,
  };
}

function addressOf(text: string | null): Pick<VerifyRequest, 'clientIp' | 'clientIpText'> {
  return { clientIp: text === null ? null : parseIpAddress(text), clientIpText: text };
}
