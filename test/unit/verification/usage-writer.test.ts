import { setImmediate as turn } from 'node:timers/promises';
import type { GatewaySeen, KeyUse, RefusedRequest, UsageCount } from '../../../src/domain/usage/usage';
import { Directory, NO_KEY } from '../../../src/verification/directory/directory';
import { UsageRecorder } from '../../../src/verification/usage/usage-recorder';
import { UsageWriter } from '../../../src/verification/usage/usage-writer';
import type { UsageStore } from '../../../src/verification/usage/usage-store';

const NOON = Date.parse('2031-05-06T12:00:00Z');

/** A store that can be away, and refuse one account. */
class MemoryStore implements UsageStore {
  readonly counts: UsageCount[] = [];
  readonly refused: RefusedRequest[] = [];
  readonly seen: GatewaySeen[] = [];
  largest = 0;
  away = false;
  poisoned = '';

  addUsage(counts: readonly UsageCount[], _uses: readonly KeyUse[]): Promise<void> {
    this.largest = Math.max(this.largest, counts.length);
    const fails = this.away || counts.some(({ accountId }) => accountId === this.poisoned);
    if (!fails) this.counts.push(...counts);
    return fails ? Promise.reject(new Error('on purpose')) : Promise.resolve();
  }

  addRefused(rows: readonly RefusedRequest[]): Promise<void> {
    return this.keep(this.refused, rows);
  }

  markSeen(rows: readonly GatewaySeen[]): Promise<void> {
    return this.keep(this.seen, rows);
  }

  private keep<T>(into: T[], rows: readonly T[]): Promise<void> {
    if (this.away) return Promise.reject(new Error('on purpose'));
    into.push(...rows);
    return Promise.resolve();
  }
}

function id(number: number): string {
  return number.toString(16).padStart(32, '0');
}

describe('the writer of usage', () => {
  const log = { info: jest.fn(), warn: jest.fn() };
  let directory: Directory;
  let recorder: UsageRecorder;
  let store: MemoryStore;
  let writer: UsageWriter;

  beforeEach(() => {
    jest.clearAllMocks();
    directory = new Directory();
    recorder = new UsageRecorder();
    store = new MemoryStore();
    writer = new UsageWriter({ recorder, store, intervalMs: 1, log });
  });

  /** One unknown key on each of so many accounts. */
  function ask(accounts: number): void {
    for (let n = 0; n < accounts; n++) {
      const row = { id: id(n), parentId: null, suspended: false, externalId: null, name: 'A', domains: [] };
      directory.putAccount(row);
      const account = directory.accounts.numberOf(id(n));
      recorder.record('KEY_NOT_FOUND', directory, account, NO_KEY, null, 'LIMITED', id(n % 7), NOON + n);
    }
  }

  const counted = (): string[] => store.counts.map((row) => row.accountId).sort();
  const all = (accounts: number): string[] => Array.from({ length: accounts }, (_, n) => id(n));

  it('writes everything once, in small parts', async () => {
    ask(450);
    await writer.flush();
    await writer.flush();
    expect(counted()).toEqual(all(450));
    expect(store.largest).toBeLessThanOrEqual(100);
    expect(store.refused).toHaveLength(450);
    expect(store.seen.map(({ gatewayId }) => gatewayId).sort()).toEqual(all(7));
  });

  it('keeps what it cannot write, says so once, and writes it when that is possible again', async () => {
    store.away = true;
    ask(3);
    await writer.flush();
    ask(3);
    await writer.flush();
    expect(log.warn).toHaveBeenCalledTimes(1);
    store.away = false;
    await writer.flush();
    expect(counted()).toEqual([...all(3), ...all(3)].sort());
    expect(store.refused).toHaveLength(6);
    expect(store.seen.map(({ gatewayId }) => gatewayId).sort()).toEqual(all(3));
    expect(log.info).toHaveBeenCalledTimes(1);
  });

  it('does not let what cannot be written stand in the way of the rest', async () => {
    store.poisoned = id(299);
    ask(300);
    for (let n = 0; n < 4; n++) await writer.flush();
    // All but the part that it is in.
    expect(counted().length).toBeGreaterThanOrEqual(200);
    expect(counted()).not.toContain(id(299));
    store.poisoned = '';
    await writer.flush();
    expect(counted()).toEqual(all(300));
  });

  it('writes by itself, and the rest when it is closed', async () => {
    writer.start();
    ask(2);
    while (store.counts.length < 2) await turn();
    ask(1);
    await writer.close();
    expect(counted()).toEqual([id(0), id(0), id(1)]);
    // Nothing goes on after that.
    ask(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(store.counts).toHaveLength(3);
  });
});
