import { setTimeout as sleep } from 'node:timers/promises';
import type { RawReader, ReadRows } from '../../database/raw-reader';
import { readChanged } from './apply-changes';
import type { Directory } from './directory';
import { loadDirectory } from './load';
import { type ChangeRow, type Position, readChanges, readPosition } from './read-rows';

export interface FollowerLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface FollowerOptions {
  readonly open: () => Promise<RawReader>;
  /** Between the end of one poll and the start of the next. */
  readonly intervalMs: number;
  /** A poll that takes longer has failed; loading has more time. */
  readonly pollTimeoutMs: number;
  /** How long decisions go on from memory after the last poll that completed. */
  readonly maxStaleMs: number;
  readonly log: FollowerLog;
  /** Before changes are applied to the directory: numbers change their meaning. */
  readonly beforeApply: (directory: Directory) => void;
}

/** More change records than that are slower to follow than all records are to load. */
const MOST_TO_FOLLOW = 20_000;
/** A database node that stays behind what was followed already is no longer that database. */
const BEHIND_LIMIT_MS = 30_000;
const LONGEST_PAUSE_MS = 2_000;
const CATCH_UP_LIMIT_MS = 2_000;
/** Loading may take long, but not for ever. */
const LOAD_TIMEOUT_MS = 10 * 60_000;

interface Waiter {
  readonly seq: number;
  readonly resolve: () => void;
}

/** Keeps the directory at the state of the database, by its change records. */
export class Follower {
  private reader: RawReader | null = null;
  private current: Directory | null = null;
  private position: Position = { seq: -1, epoch: '' };
  /** On the monotonic clock: when the last poll that completed began. What it read was true then. */
  private freshAsOf = -Infinity;
  private behindSince: number | null = null;
  private closed = false;
  private failures = 0;
  private readonly waiting = new Set<Waiter>();
  /** Of this process's own changes: what decisions may no longer be without. */
  private required = -1;
  private wake: AbortController | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly options: FollowerOptions) {}

  /** Loads, then follows until it is closed. @throws where the first loading fails. */
  async start(): Promise<void> {
    await this.poll();
    this.running = this.run();
  }

  /** Null where decisions must be refused: not loaded, too long without a poll that completed, or known to lag. */
  get fresh(): Directory | null {
    if (this.position.seq < this.required) return null;
    return performance.now() - this.freshAsOf <= this.options.maxStaleMs ? this.current : null;
  }

  /** Seconds since the state that is held was known to be that of the database. */
  get ageSeconds(): number {
    return (performance.now() - this.freshAsOf) / 1000;
  }

  get seq(): number {
    return this.position.seq;
  }

  /** Polls at once: somebody said that there is something new. */
  nudge(): void {
    this.wake?.abort();
  }

  /**
   * Resolves when the directory holds the change, or one after it; where that cannot be had soon, decisions are
   * refused until it does.
   */
  async caughtUp(seq: number): Promise<void> {
    if (this.position.seq >= seq || this.closed) return;
    let waiter: Waiter | undefined;
    const reached = new Promise<void>((resolve) => {
      waiter = { seq, resolve };
      this.waiting.add(waiter);
      this.nudge();
    });
    try {
      await within(CATCH_UP_LIMIT_MS, reached, () => undefined);
    } catch (error) {
      this.required = Math.max(this.required, seq);
      this.options.log.warn({ err: error, seq }, 'a change of this process cannot be read back: refusing until it can');
    } finally {
      if (waiter) this.waiting.delete(waiter);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.nudge();
    this.reader?.close();
    await this.running;
    this.settleWaiting();
  }

  private async run(): Promise<void> {
    for (;;) {
      await this.pause();
      if (this.closed) return;
      try {
        await this.poll();
        this.failures = 0;
      } catch (error) {
        this.giveUpConnection(error);
      }
    }
  }

  private async pause(): Promise<void> {
    const longer = this.options.intervalMs * 2 ** Math.min(this.failures, 10);
    const wake = new AbortController();
    this.wake = wake;
    // Somebody began to wait while the last poll was under way.
    if ([...this.waiting].some(({ seq }) => seq > this.position.seq) && this.failures === 0) return;
    await sleep(Math.min(longer, Math.max(LONGEST_PAUSE_MS, this.options.intervalMs)), undefined, {
      signal: wake.signal,
      ref: false,
    }).catch(() => undefined);
  }

  private giveUpConnection(error: unknown): void {
    if (this.closed) return;
    if (this.failures++ === 0) this.options.log.warn({ err: error }, 'the database cannot be followed; trying again');
    this.reader?.close();
    this.reader = null;
  }

  /** What it learns counts as known from its beginning, whatever keeps it from ending. */
  private async poll(): Promise<void> {
    const began = performance.now();
    const { pollTimeoutMs, open } = this.options;
    this.reader ??= await within(pollTimeoutMs, open(), () => undefined);
    const { reader } = this;
    const now = await within(pollTimeoutMs, readPosition(reader.read), () => reader.close());
    if (this.current === null || now.epoch !== this.position.epoch) await this.load(reader);
    else if (now.seq < this.position.seq) return this.stayBehind(reader);
    else if (now.seq > this.position.seq) await this.follow(reader);
    this.behindSince = null;
    this.freshAsOf = began;
    this.settleWaiting();
  }

  /** A node of a cluster that lags: what is held is newer, but this poll says nothing about now. */
  private async stayBehind(reader: RawReader): Promise<void> {
    this.behindSince ??= performance.now();
    if (performance.now() - this.behindSince < BEHIND_LIMIT_MS) return;
    this.options.log.warn(
      { seq: this.position.seq },
      'the database is behind what was read of it before: loading anew',
    );
    await this.load(reader);
    this.behindSince = null;
  }

  private async load(reader: RawReader): Promise<void> {
    const began = performance.now();
    // Until it is done nothing is known: a database of another epoch says nothing about the records that are held.
    this.current = null;
    const { directory, position } = await within(LOAD_TIMEOUT_MS, reader.snapshot(loadDirectory), () => reader.close());
    this.current = directory;
    this.position = position;
    this.freshAsOf = began;
    const { accounts, keys } = directory;
    this.options.log.info(
      { accounts: accounts.size, keys: keys.size, ms: Math.round(performance.now() - began), seq: position.seq },
      'the directory is loaded',
    );
  }

  private async follow(reader: RawReader): Promise<void> {
    const { pollTimeoutMs } = this.options;
    const next = await within(
      pollTimeoutMs,
      reader.snapshot((read) => this.readNext(read)),
      () => reader.close(),
    );
    if (next === null) {
      this.options.log.warn({ seq: this.position.seq }, 'change records are missing or too many: loading anew');
      return this.load(reader);
    }
    const directory = this.current as Directory;
    this.options.beforeApply(directory);
    next.apply(directory);
    this.position = next.position;
  }

  /** Null where the records cannot be followed. */
  private async readNext(read: ReadRows): Promise<{ apply: (to: Directory) => void; position: Position } | null> {
    const position = await readPosition(read);
    const changes: ChangeRow[] = [];
    await readChanges(read, this.position.seq, MOST_TO_FOLLOW + 1, (row) => changes.push(row));
    if (changes.length > MOST_TO_FOLLOW || !isWithoutGap(changes, this.position.seq, position.seq)) return null;
    return { apply: await readChanged(read, changes), position };
  }

  private settleWaiting(): void {
    for (const waiter of this.waiting) {
      if (waiter.seq > this.position.seq && !this.closed) continue;
      this.waiting.delete(waiter);
      waiter.resolve();
    }
  }
}

/** Every change leaves at least one record: a number that is missing was deleted before it was read. */
function isWithoutGap(changes: readonly ChangeRow[], after: number, until: number): boolean {
  let last = after;
  for (const { seq } of changes) {
    if (seq > last + 1) return false;
    last = seq;
  }
  return last === until;
}

/** `giveUp` ends the work whose answer does not come. */
async function within<T>(ms: number, work: Promise<T>, giveUp: () => void): Promise<T> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
    giveUp();
    throw new Error(`the database did not answer within ${ms} ms`);
  });
  // Where the work ends first nobody waits for the timer, nor for a late failure of the work.
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
