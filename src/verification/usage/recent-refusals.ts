import type { DecisionCode, OperationClass } from '../../domain/decision/codes';

/** A refused request as it came. */
export interface Refusal {
  readonly atMs: number;
  readonly accountId: string;
  readonly keyId: string | null;
  readonly gatewayId: string;
  readonly code: DecisionCode;
  readonly operation: OperationClass;
  readonly ip: string | null;
}

/** Kept of a batch: of one account, and of all together. A flood of refusals fills neither memory nor the database. */
const MOST_OF_ACCOUNT = 10;
const MOST = 500;

/** The newest refusals of a batch. */
export class RecentRefusals {
  private readonly byAccount = new Map<string, Refusal[]>();
  private count = 0;

  add(refusal: Refusal): void {
    const known = this.byAccount.get(refusal.accountId);
    if (!known) {
      if (this.count >= MOST) this.dropOne();
      this.byAccount.set(refusal.accountId, [refusal]);
      this.count++;
      return;
    }
    known.push(refusal);
    if (known.length > MOST_OF_ACCOUNT) known.shift();
    else if (++this.count > MOST) this.dropOne();
  }

  /** The oldest of the account that was refused first. */
  private dropOne(): void {
    for (const [accountId, refusals] of this.byAccount) {
      refusals.shift();
      this.count--;
      if (refusals.length === 0) this.byAccount.delete(accountId);
      return;
    }
  }

  all(): Refusal[] {
    return [...this.byAccount.values()].flat();
  }
}
