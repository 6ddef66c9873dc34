import { decide, explain, type Explanation } from '../domain/decision/decide';
import type { DecisionCode } from '../domain/decision/codes';
import { type Directory, NO_ACCOUNT, NO_KEY } from './directory/directory';
import type { DirectoryEndpoint } from './directory/endpoint-table';
import type { DirectoryUser } from './directory/people-table';
import type { Recorder } from './recorder';
import { RequestFacts } from './request-facts';
import type { TokenReader } from './tokens/token-reader';
import type { UnknownKeyLimiter } from './unknown-key-limiter';
import type { VerifyRequest } from './verify-request';

/** What was decided about a request, with what was found: numbers of the directory, good until it changes. */
export interface Verdict {
  /** As the asker is told. Null where it was not looked at: too many unknown values came from its client. */
  readonly code: DecisionCode | null;
  /** -1 where there is none, as `key`. */
  readonly account: number;
  readonly key: number;
  /** Of the token; null where none came, or it was not looked at. */
  readonly user: DirectoryUser | null;
  /** The device of a LOGIN, or from which the user did. */
  readonly endpoint: DirectoryEndpoint | null;
}

/** Who asks: a gateway, or, without an id, a client of this service itself. */
export interface Asker {
  readonly id: string | null;
  /** What is asked about is this account or below it. */
  readonly accountId: string;
}

export interface Explained {
  readonly verdict: Verdict;
  /** Null as the code is. */
  readonly checks: Explanation['checks'] | null;
}

/** In the place of a gateway's id: the clients that come without one are limited together, each by its address. */
const DIRECT = '';

const NOT_LOOKED_AT: Verdict = { code: null, account: NO_ACCOUNT, key: NO_KEY, user: null, endpoint: null };

/** Decides by the records as they are now. */
export class Verifier {
  private readonly facts: RequestFacts;

  constructor(
    hashOf: (value: string) => string,
    tokens: TokenReader,
    private readonly limiter: UnknownKeyLimiter,
    private readonly recorder: Recorder,
  ) {
    this.facts = new RequestFacts(hashOf, tokens);
  }

  /** May this request pass? */
  decide(directory: Directory, asker: Asker, request: VerifyRequest, nowMs: number): Verdict {
    if (this.limiter.isLimited(asker.id ?? DIRECT, request.clientIp, nowMs)) return NOT_LOOKED_AT;
    this.begin(directory, asker, request, nowMs);
    return this.tell(decide(this.facts), directory, asker, request, nowMs);
  }

  /** The same with every check. */
  explain(directory: Directory, asker: Asker, request: VerifyRequest, nowMs: number): Explained {
    if (this.limiter.isLimited(asker.id ?? DIRECT, request.clientIp, nowMs))
      return { verdict: NOT_LOOKED_AT, checks: null };
    this.begin(directory, asker, request, nowMs);
    const { code, checks } = explain(this.facts);
    return { verdict: this.tell(code, directory, asker, request, nowMs), checks };
  }

  private begin(directory: Directory, asker: Asker, request: VerifyRequest, nowMs: number): void {
    const top = directory.accounts.numberOf(asker.accountId);
    this.facts.begin(directory, top, request, request, nowMs);
  }

  private tell(
    code: DecisionCode,
    directory: Directory,
    asker: Asker,
    { clientIp, clientIpText, operation }: VerifyRequest,
    nowMs: number,
  ): Verdict {
    const told = asker.id === null ? this.toldDirectly(code) : code;
    if (told === 'KEY_NOT_FOUND') this.limiter.countUnknown(asker.id ?? DIRECT, clientIp, nowMs);
    const { accountFound, keyFound: key } = this.facts;
    // An account outside the gateway's reach is none of its business, nor is the gateway that account's.
    const account = code === 'ACCOUNT_NOT_FOUND' ? NO_ACCOUNT : accountFound;
    this.recorder.record(code, directory, account, key, clientIpText, operation, asker.id, nowMs);
    if (told !== 'VALID') return { code: told, account, key, user: null, endpoint: null };
    return { code: told, account, key, user: this.facts.user, endpoint: this.facts.endpoint };
  }

  /**
   * To whom no gateway vouches for, an account that is not there and one that is suspended are told only where the value
   * is effective on it: nobody finds out by guessing which accounts there are, nor by what is counted.
   */
  private toldDirectly(code: DecisionCode): DecisionCode {
    if (code !== 'ACCOUNT_NOT_FOUND' && code !== 'ACCOUNT_SUSPENDED') return code;
    return this.facts.account !== null && this.facts.key !== null ? code : 'KEY_NOT_FOUND';
  }
}
