import { decide, explain } from '../domain/decision/decide';
import type { DecisionCode } from '../domain/decision/codes';
import { answerJson, explainedJson, RATE_LIMITED, type WireJson } from './answers';
import { type Directory, NO_ACCOUNT } from './directory/directory';
import type { Gateway } from './directory/gateway-table';
import type { Recorder } from './recorder';
import { RequestFacts } from './request-facts';
import type { UnknownKeyLimiter } from './unknown-key-limiter';
import type { VerifyRequest } from './verify-request';

/** Works out answers from the records as they are now. */
export class Verifier {
  private readonly facts: RequestFacts;

  constructor(
    hashOf: (value: string) => string,
    private readonly limiter: UnknownKeyLimiter,
    private readonly recorder: Recorder,
  ) {
    this.facts = new RequestFacts(hashOf);
  }

  /**
   * May this request pass? Null where too many unknown values came from its client. What was looked up is in `found`
   * until the next decision.
   */
  decide(directory: Directory, gateway: Gateway, request: VerifyRequest, nowMs: number): DecisionCode | null {
    if (this.limiter.isLimited(gateway.id, request.clientIp, nowMs)) return null;
    this.begin(directory, gateway, request, nowMs);
    const code = decide(this.facts);
    this.tell(code, directory, gateway, request, nowMs);
    return code;
  }

  /** The facts of the last decision. */
  get found(): RequestFacts {
    return this.facts;
  }

  /** The JSON of the answer. */
  answer(directory: Directory, gateway: Gateway, request: VerifyRequest, nowMs: number): WireJson {
    const code = this.decide(directory, gateway, request, nowMs);
    return code === null ? RATE_LIMITED : answerJson(code, directory, this.facts);
  }

  /** The JSON of the answer with every check. */
  explained(directory: Directory, gateway: Gateway, request: VerifyRequest, nowMs: number): WireJson {
    if (this.limiter.isLimited(gateway.id, request.clientIp, nowMs)) return RATE_LIMITED;
    this.begin(directory, gateway, request, nowMs);
    const explanation = explain(this.facts);
    this.tell(explanation.code, directory, gateway, request, nowMs);
    return explainedJson(explanation, directory, this.facts);
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
  ): void {
    if (code === 'KEY_NOT_FOUND') this.limiter.countUnknown(gateway.id, clientIp, nowMs);
    // An account outside the gateway's reach is none of its business, nor is the gateway that account's.
    const account = code === 'ACCOUNT_NOT_FOUND' ? NO_ACCOUNT : this.facts.accountFound;
    this.recorder.record(code, directory, account, this.facts.keyFound, clientIpText, operation, gateway.id, nowMs);
  }
}
