import type { DecisionCode, OperationClass } from '../../domain/decision/codes';
import type { GatewaySeen } from '../../domain/usage/usage';
import { type Directory, NO_ACCOUNT, NO_KEY } from '../directory/directory';
import type { Recorder } from '../recorder';
import { PairIndex } from './pair-index';
import { PairUsage } from './pair-usage';
import { MOST_REFUSALS, RecentRefusals, type Refusal } from './recent-refusals';

const DAY_MS = 86_400_000;
/** Pairs of account and key held at a time, about 40 MB: what comes beyond, while the database is away, is not counted. */
const MOST_PAIRS = 200_000;

/** What was gathered since the batch before. */
export interface UsageBatch {
  /** In no order; a pair may come more than once. */
  readonly pairs: PairUsage[];
  readonly refusals: Refusal[];
  readonly gateways: GatewaySeen[];
}

/** Counts decisions in memory, for the writer to take. Nothing of it grows with the number of requests. */
export class UsageRecorder implements Recorder {
  /** All decisions of the process so far, by code: those too on accounts that were not found. */
  readonly decisions = new Map<DecisionCode, number>();
  /** Requests of which no usage could be kept, since too much waits for the database. */
  unrecorded = 0;

  /** By account, key and day. */
  private pairs = new Map<string, PairUsage>();
  private refusals = new RecentRefusals();
  /** Of a batch that could not be written. */
  private earlierPairs: PairUsage[] = [];
  private earlierRefusals: Refusal[] = [];
  /** When each was last seen, by id. */
  private gateways = new Map<string, number>();

  private index = new PairIndex();
  /** What the index is good for: this directory as it is now, and this day. */
  private directory: Directory | null = null;
  private day = '';
  private dayBeginsMs = 0;

  record(
    code: DecisionCode,
    directory: Directory,
    account: number,
    key: number,
    clientIp: string | null,
    operation: OperationClass,
    gatewayId: string | null,
    nowMs: number,
  ): void {
    this.decisions.set(code, (this.decisions.get(code) ?? 0) + 1);
    if (gatewayId !== null) this.gateways.set(gatewayId, nowMs);
    if (account === NO_ACCOUNT) return;
    // Of today, also where the clock was set back: negative is as far away as a day.
    const isOfDay = nowMs - this.dayBeginsMs >= 0 && nowMs - this.dayBeginsMs < DAY_MS;
    if (directory !== this.directory || !isOfDay) this.beginIndex(directory, nowMs);
    const pair = this.index.find(account, key) ?? this.addPair(directory, account, key);
    if (pair === null) return;
    if (code === 'VALID') {
      pair.countValid(clientIp, nowMs);
      return;
    }
    pair.countRefused(code);
    this.refusals.add(pair, nowMs, gatewayId, code, operation, clientIp);
  }

  private beginIndex(directory: Directory | null, nowMs: number): void {
    this.index = new PairIndex();
    this.directory = directory;
    this.dayBeginsMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
    this.day = new Date(nowMs).toISOString().slice(0, 10);
  }

  /** Once for each pair while the index is good, which it is not after a change: then most were met before. */
  private addPair(directory: Directory, account: number, key: number): PairUsage | null {
    const { accounts, keys } = directory;
    const accountId = accounts.idOf(account);
    const keyId = key === NO_KEY ? null : keys.idOf(key);
    const name = `${accountId}${keyId ?? ''}${this.day}`;
    let pair = this.pairs.get(name);
    if (pair) pair.isNow(account, key);
    else if (this.pairs.size + this.earlierPairs.length >= MOST_PAIRS) {
      this.unrecorded++;
      return null;
    } else {
      pair = new PairUsage(account, key, accountId, keyId, this.day);
      this.pairs.set(name, pair);
    }
    this.index.add(pair);
    return pair;
  }

  /** Pairs have their ids since they were met: only the way to find them by numbers ends. */
  settle(directory: Directory): void {
    if (directory === this.directory) this.directory = null;
  }

  take(): UsageBatch {
    const gateways = [...this.gateways].map(([gatewayId, atMs]) => ({ gatewayId, atMs }));
    const refusals = [...this.earlierRefusals, ...this.refusals.all()].slice(-MOST_REFUSALS);
    const batch = { pairs: [...this.pairs.values(), ...this.earlierPairs], refusals, gateways };
    this.pairs = new Map();
    this.earlierPairs = [];
    this.earlierRefusals = [];
    this.refusals = new RecentRefusals();
    this.gateways = new Map();
    this.directory = null;
    return batch;
  }

  /** What could not be written comes with the next batch, as far as there is room. */
  giveBack({ pairs, refusals, gateways }: UsageBatch): void {
    const room = Math.max(0, MOST_PAIRS - this.pairs.size);
    for (const pair of pairs.slice(room)) for (const [, requests] of pair.outcomes()) this.unrecorded += requests;
    this.earlierPairs = pairs.slice(0, room);
    this.earlierRefusals = refusals;
    for (const { gatewayId, atMs } of gateways) {
      if (!this.gateways.has(gatewayId)) this.gateways.set(gatewayId, atMs);
    }
  }
}
