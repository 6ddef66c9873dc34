import type { DecisionCode, OperationClass } from '../../domain/decision/codes';
import type { PairUsage } from './pair-usage';

/** A refused request as it came. */
export interface Refusal {
  readonly atMs: number;
  readonly accountId: string;
  readonly keyId: string | null;
  readonly gatewayId: string | null;
  readonly code: DecisionCode;
  readonly operation: OperationClass;
  readonly ip: string | null;
}

/** Kept of a batch: of one pair, and of all together. A flood of refusals fills neither memory nor the database. */
const MOST_OF_PAIR = 10;
export const MOST_REFUSALS = 500;

/** One that is kept, in two lists by time: of all, and of its pair. Where it is dropped the next one takes its place. */
export class Kept {
  pair!: PairUsage;
  atMs = 0;
  gatewayId: string | null = null;
  code!: DecisionCode;
  operation!: OperationClass;
  ip: string | null = null;
  earlier: Kept | null = null;
  later: Kept | null = null;
  laterOfPair: Kept | null = null;
}

/** The newest refusals of a batch. On the path of a request: once they are as many as are kept, nothing is allocated. */
export class RecentRefusals {
  private first: Kept | null = null;
  private last: Kept | null = null;
  private count = 0;

  add(
    pair: PairUsage,
    atMs: number,
    gatewayId: string | null,
    code: DecisionCode,
    operation: OperationClass,
    ip: string | null,
  ): void {
    const kept = this.room(pair);
    kept.pair = pair;
    kept.atMs = atMs;
    kept.gatewayId = gatewayId;
    kept.code = code;
    kept.operation = operation;
    kept.ip = ip;
    this.append(kept);
  }

  private room(pair: PairUsage): Kept {
    if (pair.refusalsKept === MOST_OF_PAIR && pair.firstRefusal) return this.drop(pair.firstRefusal);
    if (this.count === MOST_REFUSALS && this.first) return this.drop(this.first);
    this.count++;
    return new Kept();
  }

  /** Of its pair it is the first too. */
  private drop(kept: Kept): Kept {
    const { earlier, later } = kept;
    if (earlier) earlier.later = later;
    else this.first = later;
    if (later) later.earlier = earlier;
    else this.last = earlier;
    const { pair } = kept;
    pair.firstRefusal = kept.laterOfPair;
    pair.refusalsKept--;
    if (pair.lastRefusal === kept) pair.lastRefusal = null;
    return kept;
  }

  private append(kept: Kept): void {
    kept.earlier = this.last;
    kept.later = null;
    if (this.last) this.last.later = kept;
    else this.first = kept;
    this.last = kept;
    const { pair } = kept;
    kept.laterOfPair = null;
    if (pair.lastRefusal) pair.lastRefusal.laterOfPair = kept;
    else pair.firstRefusal = kept;
    pair.lastRefusal = kept;
    pair.refusalsKept++;
  }

  /** From the first to the last. */
  all(): Refusal[] {
    const refusals: Refusal[] = [];
    for (let kept = this.first; kept; kept = kept.later) {
      const { atMs, gatewayId, code, operation, ip } = kept;
      const { accountId, keyId } = kept.pair;
      refusals.push({ atMs, accountId, keyId, gatewayId, code, operation, ip });
    }
    return refusals;
  }
}
