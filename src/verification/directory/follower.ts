import { setTimeout as sleep } from 'node:timers/promises';
import type { RawReader } from '../../database/raw-reader';
import type { Directory } from './directory';
import { Freshness, thisMoment } from './freshness';
import { loadDirectory } from './load';
import { readNext } from './read-next';
import { type Position, readPosition } from './read-rows';
import { within } from './time-limit';

export interface FollowerLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface FollowerOptions {
  /** A connection that fails by itself when the database falls silent. */
  readonly open: () => Promise<RawReader>;
  /** Between the end of one poll and the start of the next. */
  readonly intervalMs: number;
  /** Where the database does not even tell its position for so long, the poll has failed. */
  readonly pollTimeoutMs: number;
  /** How long decisions go on from memory after the last poll that completed. */
  readonly maxStaleMs: number;
  /** By default so many that loading is faster. */
  readonly mostToFollow?: number | undefined;
  readonly log: FollowerLog;
  /** Before changes are applied to the directory: numbers change their meaning. */
  readonly beforeApply: (directory: Directory) => void;
}

/** A database that stays behind what was followed already is no longer that database. */
const BEHIND_LIMIT_MS = 30_000;
const LONGEST_PAUSE_MS = 2_000;
const CATCH_UP_LIMIT_MS = 2_000;

/** Keeps the directory at the state of the database, by its change records. */
export class Follower {
  private reader: RawReader | null = null;
  private current: Directory | null = null;
  private position: Position = { seq: -1, epoch: '' };
  private readonly freshness: Freshness;
  private behindSinceMs: number | null = null;
  private failures = 0;
  /** Resolve when the directory holds the change of that number. */
  private readonly waiting = new Map<() => void, number>();
  /** Of this process's own changes: what decisions may no longer be without. */
  private required = -1;
  private nudged = false;
  private wake = new AbortController();
  private readonly closing = new AbortController();
  private running: Promise<void> | null = null;

  constructor(private readonly options: FollowerOptions) {
    this.freshness = new Freshness(options.maxStaleMs);
  }

  /** Loads, then follows until it is closed. @throws where the first loading fails. */
  async start(): Promise<void> {
    try {
      await this.poll();
    } catch (error) {
      this.reader?.close();
      throw error;
    }
    this.running = this.run();
  }

  /** Null where decisions must be refused: not loaded, too long without a poll that completed, or known to lag. */
  get fresh(): Directory | null {
    if (this.position.seq < this.required) return null;
    return this.freshness.isFresh ? this.current : null;
  }

  /** Seconds since the state that is held was known to be that of the database. */
  get ageSeconds(): number {
    return this.freshness.ageMs / 1000;
  }

  get seq(): number {
    return this.position.seq;
  }

  get epoch(): string {
    return this.position.epoch;
  }

  /** Polls at once: somebody said that there is something new. */
  nudge(): void {
    this.nudged = true;
    this.wake.abort();
  }

  /**
   * Resolves when the directory holds the change, or one after it; where that cannot be had soon, decisions are
   * refused until it does.
   */
  async caughtUp(seq: number): Promise<void> {
    if (this.position.seq >= seq || this.isClosed()) return;
    let done!: () => void;
    const reached = new Promise<void>((resolve) => (done = resolve));
    this.waiting.set(done, seq);
    this.nudge();
    try {
      await within(CATCH_UP_LIMIT_MS, this.closing.signal, reached);
    } catch (error) {
      if (this.isClosed()) return;
      this.required = Math.max(this.required, seq);
      this.options.log.warn({ err: error, seq }, 'a change of this process cannot be read back: refusing until it can');
    } finally {
      this.waiting.delete(done);
    }
  }

  private isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.nudge();
    this.reader?.close();
    await this.running;
    for (const done of this.waiting.keys()) done();
  }

  private async run(): Promise<void> {
    for (;;) {
      await this.pause();
      if (this.isClosed()) return;
      try {
        await this.poll();
        if (this.failures > 0) this.options.log.info({ seq: this.seq }, 'the database is followed again');
        this.failures = 0;
      } catch (error) {
        this.giveUpConnection(error);
      }
    }
  }

  private async pause(): Promise<void> {
    const { intervalMs } = this.options;
    const longer = Math.min(intervalMs * 2 ** this.failures, LONGEST_PAUSE_MS);
    const ms = this.failures === 0 ? intervalMs : longer;
    this.wake = new AbortController();
    const { signal } = this.wake;
    // Said while the last poll was under way, it need not have seen that. Nor where it failed: then it waits.
    if (!this.nudged || this.failures > 0) {
      await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
    }
    this.nudged = false;
  }

  private giveUpConnection(error: unknown): void {
    if (this.isClosed()) return;
    if (this.failures++ === 0) this.options.log.warn({ err: error }, 'the database cannot be followed; trying again');
    this.reader?.giveUp();
    this.reader = null;
  }

  private async poll(): Promise<void> {
    const began = thisMoment();
    const reader = (this.reader ??= await this.open());
    const position = await within(this.options.pollTimeoutMs, this.closing.signal, readPosition(reader.read));
    if (this.current === null) await this.load(reader);
    else if (position.epoch !== this.epoch) await this.loadEpoch(reader, position.epoch);
    else if (position.seq < this.position.seq) return this.stayBehind(reader);
    else if (position.seq > this.position.seq) await this.follow(reader);
    this.behindSinceMs = null;
    this.freshness.knownAsOf(began);
    this.settleWaiting();
  }

  private async open(): Promise<RawReader> {
    const reader = await this.options.open();
    if (this.isClosed()) reader.close();
    return reader;
  }

  private async loadEpoch(reader: RawReader, epoch: string): Promise<void> {
    this.options.log.warn({ epoch }, 'the database is another than before: loading anew');
    await this.load(reader);
  }

  /** A server that lags: what is held is newer, but this poll says nothing about now. */
  private async stayBehind(reader: RawReader): Promise<void> {
    this.behindSinceMs ??= performance.now();
    if (performance.now() - this.behindSinceMs < BEHIND_LIMIT_MS) return;
    const { seq } = this.position;
    this.options.log.warn({ seq }, 'the database is behind what was read of it before: loading anew');
    this.behindSinceMs = null;
    await this.load(reader);
    this.required = -1;
  }

  private async load(reader: RawReader): Promise<void> {
    const beganMs = performance.now();
    // Until it is done nothing is known: a database of another epoch says nothing about the records that are held.
    this.current = null;
    const { directory, position } = await reader.snapshot(loadDirectory);
    // In another epoch the change that was waited for may never have been made.
    if (position.epoch !== this.position.epoch) this.required = -1;
    this.current = directory;
    this.position = position;
    const { accounts, keys } = directory;
    const ms = Math.round(performance.now() - beganMs);
    const { seq } = position;
    this.options.log.info({ accounts: accounts.size, keys: keys.size, ms, seq }, 'the directory is loaded');
  }

  private async follow(reader: RawReader): Promise<void> {
    const next = await reader.snapshot((read) => readNext(read, this.seq, this.options.mostToFollow));
    if (next === null || next.position.epoch !== this.epoch) {
      this.options.log.warn({ seq: this.seq }, 'change records are missing or too many: loading anew');
      return this.load(reader);
    }
    const directory = this.current as Directory;
    this.options.beforeApply(directory);
    // Half a change would be worse than none: where it cannot be applied everything is loaded anew.
    this.current = null;
    next.apply(directory);
    this.current = directory;
    this.position = next.position;
  }

  private settleWaiting(): void {
    for (const [done, seq] of this.waiting) if (seq <= this.position.seq) done();
  }
}
