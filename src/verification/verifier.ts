import { decide, explain, type Explanation } from '../domain/decision/decide';
import type { DecisionCode } from '../domain/decision/codes';
import { type Directory, NO_ACCOUNT, NO_KEY } from './directory/directory';
import type { Gateway } from './directory/gateway-table';
import type { Recorder } from './recorder';
import { RequestFacts } from './request-facts';
import type { UnknownKeyLimiter } from './unknown-key-limiter';
import type { VerifyRequest } from './verify-request';

/** What was decided about a request, with what was found: numbers of the directory, good until it changes. */
export interface Verdict {
  /** Null where it was not looked at: too many unknown values came from its client. */
  readonly code: DecisionCode | null;
  /** -1 where there is none, as `key`. */
  readonly account: number;
  readonly key: number;
}

export interface Explained {
  readonly verdict: Verdict;
  /** Null as the code is. */
  readonly checks: Explanation['checks'] | null;
}

const NOT_LOOKED_AT: Verdict = { code: null, account: NO_ACCOUNT, key: NO_KEY };

/** Decides by the records as they are now. */
export class Verifier {
  private readonly facts: RequestFacts;

  constructor(
    hashOf: (value: string) => string,
    private readonly limiter: UnknownKeyLimiter,
    private readonly recorder: Recorder,
  ) {
    this.facts = new RequestFacts(hashOf);
  }

  /** May this request pass? */
  decide(directory: Directory, gateway: Gateway, request: VerifyRequest, nowMs: number): Verdict {
    if (this.limiter.isLimited(gateway.id, request.clientIp, nowMs)) return NOT_LOOKED_AT;
    this.begin(directory, gateway, request, nowMs);
    return this.tell(decide(this.facts), directory, gateway, request, nowMs);
  }

  /** The same with every check. */
  explain(directory: Directory, gateway: Gateway, request: VerifyRequest, nowMs: number): Explained {
    if (this.limiter.isLimited(gateway.id, request.clientIp, nowMs)) return { verdict: NOT_LOOKED_AT, checks: null };
    this.begin(directory, gateway, request, nowMs);
    const { code, checks } = explain(this.facts);
    return { verdict: this.tell(code, directory, gateway, request, nowMs), checks };
  }

  private begin(directory: Directory, gateway: Gateway, request: VerifyRequest, nowMs: number): void {
    const top = directory.accounts.numberOf(gateway.accountId);
    this.facts.begin(directory, top, request, request, nowMs);
  }

  private tell(
    code: DecisionCode,
    directory: Directory,
    gateway: Gateway,
    { clientIp, clientIpText, operation }: VerifyRequest,
    nowMs: number,
  ): Verdict {
    if (code === 'KEY_NOT_FOUND') this.limiter.countUnknown(gateway.id, clientIp, nowMs);
    const { accountFound, keyFound: key } = this.facts;
    // An account outside the gateway's reach is none of its business, nor is the gateway that account's.
    const account = code === 'ACCOUNT_NOT_FOUND' ? NO_ACCOUNT : accountFound;
    this.recorder.record(code, directory, account, key, clientIpText, operation, gateway.id, nowMs);
    return { code, account, key };
  }
}
