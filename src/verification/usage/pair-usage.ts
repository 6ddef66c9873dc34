import type { DecisionCode } from '../../domain/decision/codes';
import type { Kept } from './recent-refusals';

/** Addresses kept of one pair within a batch. */
const MOST_ADDRESSES = 50;

type Refusals = Exclude<DecisionCode, 'VALID'>;

/** What was asked of one account with one key on one day, since the last batch. */
export class PairUsage {
  valid = 0;
  /** Of the last valid request; addresses as they came. */
  lastAtMs = 0;
  lastIp: string | null = null;
  // Most pairs have one address and are refused for one reason, if any: only the others need a Map.
  private earlier: Map<string | null, number> | null = null;
  private refusedFor: Refusals | null = null;
  private refused = 0;
  private refusedOtherwise: Map<Refusals, number> | null = null;
  /** Of RecentRefusals: its list of this pair. */
  firstRefusal: Kept | null = null;
  lastRefusal: Kept | null = null;
  refusalsKept = 0;

  /** `account` and `key` are numbers of the directory, good until it changes; `keyId` is null where there is no key. */
  constructor(
    public account: number,
    public key: number,
    readonly accountId: string,
    readonly keyId: string | null,
    readonly day: string,
  ) {}

  /** The directory's numbers for it have changed. */
  isNow(account: number, key: number): void {
    this.account = account;
    this.key = key;
  }

  countValid(ip: string | null, nowMs: number): void {
    if (ip !== this.lastIp) {
      if (this.valid > 0) this.keepAddress();
      // Only then: a new text in an old object is work for the garbage collector.
      this.lastIp = ip;
    }
    this.valid++;
    this.lastAtMs = nowMs;
  }

  private keepAddress(): void {
    const earlier = (this.earlier ??= new Map<string | null, number>());
    if (earlier.size < MOST_ADDRESSES || earlier.has(this.lastIp)) earlier.set(this.lastIp, this.lastAtMs);
  }

  countRefused(code: Refusals): void {
    this.refusedFor ??= code;
    if (code === this.refusedFor) {
      this.refused++;
      return;
    }
    const otherwise = (this.refusedOtherwise ??= new Map<Refusals, number>());
    otherwise.set(code, (otherwise.get(code) ?? 0) + 1);
  }

  *outcomes(): Generator<readonly [DecisionCode, number]> {
    if (this.valid > 0) yield ['VALID', this.valid];
    if (this.refusedFor !== null) yield [this.refusedFor, this.refused];
    if (this.refusedOtherwise) yield* this.refusedOtherwise;
  }

  /** Addresses with the time of their last valid request. The last one may come twice: its later time counts. */
  *addresses(): Generator<readonly [string | null, number]> {
    if (this.earlier) yield* this.earlier;
    if (this.valid > 0) yield [this.lastIp, this.lastAtMs];
  }
}
