import fc from 'fast-check';
import type { DecisionCode } from '../../../src/domain/decision/codes';
import { Directory, NO_ACCOUNT, NO_KEY } from '../../../src/verification/directory/directory';
import { UsageRecorder } from '../../../src/verification/usage/usage-recorder';
import { refusedRequest, usageRows } from '../../../src/verification/usage/usage-rows';

const NOON = Date.parse('2031-05-06T12:00:00Z');
const DAY_MS = 86_400_000;
const GATEWAY = 'f'.repeat(32);

function id(number: number): string {
  return number.toString(16).padStart(32, '0');
}

function putAccount(directory: Directory, accountId: string): void {
  const row = { id: accountId, parentId: null, suspended: false, externalId: null, name: 'A', domains: [] };
  directory.putAccount(row);
}

function putKey(directory: Directory, keyId: string, accountId: string): void {
  const row = {
    id: keyId,
    name: 'K',
    active: true,
    fullApiAccess: false,
    allowUnauthenticatedRequests: true,
    allowUntrustedEndpoints: false,
    automaticEndpointTrust: false,
    expiresAtMs: null,
    allowedIps: '[]',
  };
  directory.putKey(row, accountId, []);
}

/** What a batch says, by what it is about: sums of counts, latest of uses. */
interface Told {
  readonly counts: Record<string, number>;
  readonly uses: Record<string, number>;
}

function told(batches: readonly ReturnType<typeof usageRows>[]): Told {
  const counts: Record<string, number> = {};
  const uses: Record<string, number> = {};
  for (const batch of batches) {
    for (const { day, accountId, keyId, outcome, requests } of batch.counts) {
      const about = [day, accountId, keyId, outcome].join();
      counts[about] = (counts[about] ?? 0) + requests;
    }
    for (const { keyId, accountId, ip, atMs } of batch.uses) {
      const about = [keyId, accountId, ip].join();
      uses[about] = Math.max(uses[about] ?? 0, atMs);
    }
  }
  return { counts, uses };
}

const ADDRESSES = [null, '192.0.2.1', '192.0.2.2', '2001:db8::1'] as const;
/** The same addresses as gateways may write them. */
const WRITTEN = [null, '::ffff:192.0.2.1', '192.0.2.2', '2001:DB8:0::1'] as const;
const CODES: readonly DecisionCode[] = ['VALID', 'KEY_BLOCKED', 'IP_NOT_ALLOWED'];

/** Numbers choose among the accounts and keys that there are. */
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      what: fc.constant('ask' as const),
      account: fc.nat(5),
      key: fc.nat(5),
      code: fc.constantFrom(...CODES),
      ip: fc.nat(ADDRESSES.length - 1),
      laterMs: fc.oneof(fc.nat(1_000), fc.constant(DAY_MS / 3)),
    }),
  },
  // The number of what goes is given to what comes.
  { weight: 2, arbitrary: fc.record({ what: fc.constant('replace' as const), account: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('load anew' as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('write' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('fail to write' as const) }) },
);

describe('the recorder of usage', () => {
  it('tells what a naive model tells, whatever changes meanwhile', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const recorder = new UsageRecorder();
        let made = 0;
        let accounts: string[] = [];
        let directory = new Directory();
        const put = (accountId: string): void => {
          putAccount(directory, accountId);
          putKey(directory, keyOf(accountId), accountId);
        };
        // Every account has one key.
        const keyOf = (accountId: string): string => `a${accountId.slice(1)}`;
        for (; made < 6; made++) accounts.push(id(made));
        accounts.forEach(put);

        let nowMs = NOON;
        const written: ReturnType<typeof usageRows>[] = [];
        const expected: ReturnType<typeof usageRows>[] = [];
        for (const one of steps) {
          if (one.what === 'ask') {
            nowMs += one.laterMs;
            const [accountId, keyId] = [accounts[one.account]!, keyOf(accounts[one.key]!)];
            const [account, key] = [directory.accounts.numberOf(accountId), directory.keys.numberOf(keyId)];
            recorder.record(one.code, directory, account, key, WRITTEN[one.ip]!, 'LIMITED', GATEWAY, nowMs);
            const day = new Date(nowMs).toISOString().slice(0, 10);
            const use = { keyId, accountId, ip: ADDRESSES[one.ip]!, atMs: nowMs };
            expected.push({
              counts: [{ day, accountId, keyId, outcome: one.code, requests: 1 }],
              uses: one.code === 'VALID' ? [use] : [],
            });
          } else if (one.what === 'replace') {
            recorder.settle(directory);
            const [gone] = accounts.splice(one.account, 1, id(made));
            directory.removeAccounts([gone!]);
            put(id(made++));
          } else if (one.what === 'load anew') {
            directory = new Directory();
            accounts = [...accounts].reverse();
            accounts.forEach(put);
          } else if (one.what === 'write') {
            written.push(usageRows(recorder.take().pairs));
          } else {
            recorder.giveBack(recorder.take());
          }
        }
        written.push(usageRows(recorder.take().pairs));
        expect(told(written)).toEqual(told(expected));
        const asked = steps.filter(({ what }) => what === 'ask').length;
        expect([...recorder.decisions.values()].reduce((sum, count) => sum + count, 0)).toBe(asked);
        expect(recorder.unrecorded).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  describe('with one account and key', () => {
    let directory: Directory;
    let recorder: UsageRecorder;

    beforeEach(() => {
      directory = new Directory();
      putAccount(directory, id(1));
      putAccount(directory, id(2));
      putKey(directory, id(9), id(1));
      recorder = new UsageRecorder();
    });

    function ask(code: DecisionCode, account: number, key: number, ip: string | null, atMs: number): void {
      recorder.record(code, directory, account, key, ip, 'LIMITED', GATEWAY, atMs);
    }

    it('counts what is on no account for the process alone, and the gateway as seen', () => {
      ask('ACCOUNT_NOT_FOUND', NO_ACCOUNT, NO_KEY, null, NOON);
      expect(Object.fromEntries(recorder.decisions)).toEqual({ ACCOUNT_NOT_FOUND: 1 });
      expect(recorder.take()).toEqual({ pairs: [], refusals: [], gateways: [{ gatewayId: GATEWAY, atMs: NOON }] });
    });

    it('counts an unknown key of an account, which is no use of any', () => {
      ask('KEY_NOT_FOUND', 0, NO_KEY, null, NOON);
      const { counts, uses } = usageRows(recorder.take().pairs);
      const counted = { accountId: id(1), day: '2031-05-06', keyId: null, outcome: 'KEY_NOT_FOUND', requests: 1 };
      expect([counts, uses]).toEqual([[counted], []]);
    });

    it('holds a pair once, however many changes come between its requests', () => {
      for (let n = 0; n < 100; n++) {
        ask('VALID', 0, 0, '192.0.2.1', NOON + n);
        recorder.settle(directory);
      }
      const { pairs } = recorder.take();
      expect(pairs).toHaveLength(1);
      expect(usageRows(pairs).counts).toMatchObject([{ requests: 100 }]);
    });

    it('keeps of many addresses some, and always the last', () => {
      for (let n = 0; n < 1_000; n++) ask('VALID', 0, 0, `10.0.${n >> 8}.${n & 255}`, NOON + n);
      const { counts, uses } = usageRows(recorder.take().pairs);
      expect(counts).toMatchObject([{ requests: 1_000 }]);
      expect(uses.length).toBeLessThanOrEqual(51);
      expect(uses.at(-1)).toMatchObject({ ip: '10.0.3.231', atMs: NOON + 999 });
    });

    it('keeps of a flood of refusals the newest, and those of another account', () => {
      ask('KEY_BLOCKED', 1, 0, '192.0.2.1', NOON);
      for (let n = 1; n <= 1_000; n++) ask('KEY_NOT_FOUND', 0, NO_KEY, null, NOON + n);
      const refused = recorder.take().refusals.map(refusedRequest);
      expect(refused[0]).toMatchObject({ accountId: id(2), keyId: id(9), code: 'KEY_BLOCKED', ip: '192.0.2.1' });
      const flood = refused.slice(1);
      expect(flood.map(({ atMs }) => atMs)).toEqual(
        Array.from({ length: flood.length }, (_, n) => NOON + 1_001 - flood.length + n),
      );
      expect(flood.length).toBeLessThan(50);
      // They sort by their time.
      expect([...refused.map((one) => one.id)].sort()).toEqual(refused.map((one) => one.id));
    });

    it('keeps of refusals on very many accounts the newest', () => {
      for (let n = 10; n < 2_000; n++) {
        putAccount(directory, id(n));
        ask('KEY_NOT_FOUND', directory.accounts.numberOf(id(n)), NO_KEY, null, NOON + n);
      }
      const kept = recorder.take().refusals;
      expect(kept.length).toBeLessThanOrEqual(500);
      expect(kept.map(({ atMs }) => atMs)).toEqual(kept.map((_, n) => NOON + 2_000 - kept.length + n));
    });

    it('is bounded while nothing can be written, and says how many it let go', () => {
      const accounts = Array.from({ length: 450 }, (_, n) => id(1_000 + n));
      for (const accountId of accounts) {
        putAccount(directory, accountId);
        putKey(directory, `a${accountId.slice(1)}`, accountId);
      }
      // 202,500 pairs: more than are held.
      for (const accountId of accounts) {
        const account = directory.accounts.numberOf(accountId);
        for (let key = 0; key < 450; key++) ask('VALID', account, key, null, NOON);
      }
      expect(recorder.unrecorded).toBe(2_500);
      const batch = recorder.take();
      for (let n = 0; n < 3; n++) ask('VALID', 0, 0, null, NOON);
      recorder.giveBack(batch);
      expect(recorder.unrecorded).toBe(2_501);
      expect(recorder.take().pairs).toHaveLength(200_000);
    });
  });
});
