import { compareTurns, hasPlace, heldBy, type Line } from '../../domain/webhooks/fair-share';

/** Attempts under way: of all, of webhooks that are known to be slow, and of one webhook. */
const MOST_AT_ONCE = 100;
const MOST_SLOW = MOST_AT_ONCE / 4;
const MOST_OF_WEBHOOK = 2;
/** Whose last attempt took longer is slow. What fails at once holds up nobody. */
const SLOW_MS = 2_000;
/** Slow webhooks that are remembered; of more, the longest known is taken for quick again. */
const MOST_REMEMBERED = 10_000;

export interface Attempting {
  readonly webhookId: string;
  /** Of its account. */
  readonly line: Line;
}

interface Attempt extends Attempting {
  readonly isSlow: boolean;
}

/**
 * Says who may begin an attempt in this process. A receiver that answers nothing holds its place for the whole of an
 * attempt, so no account may hold them all; and those that are known to be slow keep to a part of them, whosesoever.
 */
export class AttemptsUnderWay {
  private readonly attempts = new Set<Attempt>();
  private readonly slowWebhooks = new Set<string>();

  get isFull(): boolean {
    return this.attempts.size >= MOST_AT_ONCE;
  }

  /** Those whose accounts hold the fewest places first; else as they were. */
  inTurn<T extends Attempting>(waiting: readonly T[]): T[] {
    const lines = this.lines();
    return waiting
      .map((one) => ({ one, turn: heldBy(one.line, lines) }))
      .sort((a, b) => compareTurns(a.turn, b.turn))
      .map(({ one }) => one);
  }

  hasPlaceFor({ webhookId, line }: Attempting): boolean {
    const ofWebhook = [...this.attempts].filter((attempt) => attempt.webhookId === webhookId).length;
    if (ofWebhook >= MOST_OF_WEBHOOK || !hasPlace(line, this.lines(), MOST_AT_ONCE)) return false;
    return !this.slowWebhooks.has(webhookId) || hasPlace(line, this.lines(true), MOST_SLOW);
  }

  /** Takes a place; the answer gives it back. */
  begin({ webhookId, line }: Attempting): () => void {
    const attempt = { webhookId, line, isSlow: this.slowWebhooks.has(webhookId) };
    this.attempts.add(attempt);
    return () => void this.attempts.delete(attempt);
  }

  /** What an attempt was like says what the next one will be. */
  took(webhookId: string, ms: number): void {
    this.slowWebhooks.delete(webhookId);
    if (ms <= SLOW_MS) return;
    this.slowWebhooks.add(webhookId);
    if (this.slowWebhooks.size <= MOST_REMEMBERED) return;
    const [longestKnown = webhookId] = this.slowWebhooks;
    this.slowWebhooks.delete(longestKnown);
  }

  private lines(slowAlone = false): Line[] {
    return [...this.attempts].filter(({ isSlow }) => isSlow || !slowAlone).map(({ line }) => line);
  }
}
