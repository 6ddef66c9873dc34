import { LimitReachedError } from '../domain/errors';

/** How long a query may take. */
export const QUERY_LIMIT_MS = 5_000;

/**
 * Ends a query that takes too long. A request counts as a query until its operation is known, for until then it has
 * changed nothing; from a mutation the deadline is lifted, since that is answered only when its outcome is known.
 */
export class QueryDeadline {
  private readonly timer: NodeJS.Timeout;
  private passed = false;
  /** Resolves when the time is over: never, where it was lifted before. */
  readonly over: Promise<void>;

  constructor(private readonly limitMs: number) {
    let pass!: () => void;
    this.over = new Promise((resolve) => (pass = resolve));
    this.timer = setTimeout(() => {
      this.passed = true;
      pass();
    }, limitMs);
  }

  /** Whatever is still at work for the query stops here. @throws LimitReachedError once the time is over. */
  check(): void {
    if (this.passed) throw this.refusal();
  }

  /** @throws LimitReachedError where it is too late for that: the answer is given, so nothing may begin. */
  lift(): void {
    this.check();
    clearTimeout(this.timer);
  }

  refusal(): LimitReachedError {
    const seconds = this.limitMs / 1000;
    return new LimitReachedError(
      `This query reached the limit of time, ${seconds} s, and was ended. Ask for less at a time, or try again later.`,
    );
  }

  /** The request is answered. */
  end(): void {
    clearTimeout(this.timer);
  }
}
