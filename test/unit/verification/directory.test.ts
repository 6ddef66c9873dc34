import { createHash } from 'node:crypto';
import { fc, test } from '@fast-check/jest';
import { Directory, MANY, NO_ACCOUNT, NO_KEY, NO_VALUE } from '../../../src/verification/directory/directory';

/** A world that a child could read: lists, looked through from end to end. */
interface NaiveAccount {
  id: string;
  parentId: string | null;
  suspended: boolean;
}
interface NaiveKey {
  id: string;
  accountId: string;
  active: boolean;
  values: { text: string; worksUntilMs: number | null }[];
}

const KEPT_MS = 30 * 86_400_000;
const NOW = 1_800_000_000_000;

class NaiveWorld {
  accounts: NaiveAccount[] = [];
  keys: NaiveKey[] = [];
  blocks: [string, string][] = [];

  line(accountId: string): string[] {
    const account = this.accounts.find((one) => one.id === accountId);
    if (!account) return [];
    return account.parentId === null ? [account.id] : [account.id, ...this.line(account.parentId)];
  }

  bearers(text: string): NaiveKey[] {
    const isBorne = (until: number | null): boolean => until === null || NOW < until + KEPT_MS;
    return this.keys.filter((key) => key.values.some((one) => one.text === text && isBorne(one.worksUntilMs)));
  }

  remove(accountId: string): void {
    const gone = new Set(this.accounts.filter((one) => this.line(one.id).includes(accountId)).map((one) => one.id));
    this.accounts = this.accounts.filter((one) => !gone.has(one.id));
    this.dropKeys((key) => gone.has(key.accountId));
    this.blocks = this.blocks.filter(([account]) => !gone.has(account));
  }

  dropKeys(which: (key: NaiveKey) => boolean): void {
    const gone = new Set(this.keys.filter(which).map((key) => key.id));
    this.keys = this.keys.filter((key) => !gone.has(key.id));
    this.blocks = this.blocks.filter(([, key]) => !gone.has(key));
  }
}

const id = (number: number): string => createHash('md5').update(String(number)).digest('hex');
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
const hashText = (text: string): string => hash(text).toString('latin1');
/** Few, so that many siblings bear the same. */
const TEXTS = ['a', 'b'];

/** Puts one random step into both worlds; what would break a rule of the tree is left out. */
function step(naive: NaiveWorld, directory: Directory, next: (below: number) => number, serial: number): void {
  const pick = <T>(list: readonly T[]): T | undefined => list[next(Math.max(1, list.length))];
  const account = pick(naive.accounts);
  const key = pick(naive.keys);
  switch (next(8)) {
    case 0:
    case 1: {
      const added = { id: id(serial), parentId: account?.id ?? null, suspended: next(4) === 0 };
      if (account === undefined && naive.accounts.length > 0) return;
      if (account && naive.line(account.id).length > 5) return;
      naive.accounts.push(added);
      put(directory, added);
      return;
    }
    case 2:
    case 3: {
      if (!account) return;
      const text = pick(TEXTS) ?? '';
      const isOnLine = (other: NaiveKey): boolean =>
        naive.line(other.accountId).includes(account.id) || naive.line(account.id).includes(other.accountId);
      if (naive.keys.some((other) => isOnLine(other) && other.values.some((value) => value.text === text))) return;
      const values = [{ text, worksUntilMs: next(3) === 0 ? NOW - next(2) * KEPT_MS : null }];
      const added = { id: id(serial), accountId: account.id, active: next(2) === 0, values };
      naive.keys.push(added);
      putKey(directory, added);
      return;
    }
    case 4:
      if (!key) return;
      naive.dropKeys((one) => one.id === key.id);
      directory.removeKey(key.id);
      return;
    case 5: {
      if (!account || !key) return;
      const isInherited = account.id !== key.accountId && naive.line(account.id).includes(key.accountId);
      const stands = naive.blocks.some(([on, of]) => on === account.id && of === key.id);
      if (!isInherited && !stands) return;
      if (stands) naive.blocks = naive.blocks.filter(([on, of]) => on !== account.id || of !== key.id);
      else naive.blocks.push([account.id, key.id]);
      directory.setBlock(account.id, key.id, !stands);
      return;
    }
    case 6: {
      if (!account || account.parentId === null) return;
      const gone = naive.accounts.filter((one) => naive.line(one.id).includes(account.id)).map((one) => one.id);
      naive.remove(account.id);
      directory.removeAccounts(gone);
      return;
    }
    default:
      if (!account) return;
      account.suspended = !account.suspended;
      put(directory, account);
  }
}

function put(directory: Directory, { id, parentId, suspended }: NaiveAccount): void {
  directory.putAccount({ id, parentId, suspended, externalId: `x-${id}`, name: id, domains: [`${id}.example`] });
}

function putKey(directory: Directory, { id, accountId, active, values }: NaiveKey): void {
  const flags = {
    fullApiAccess: false,
    allowUnauthenticatedRequests: false,
    allowUntrustedEndpoints: false,
    automaticEndpointTrust: false,
  };
  directory.putKey(
    { id, name: id, active, ...flags, expiresAtMs: null, allowedIps: '[]' },
    accountId,
    values.map(({ text, worksUntilMs }) => ({ hash: hash(text), worksUntilMs })),
  );
}

function expectSame(naive: NaiveWorld, directory: Directory): void {
  const { accounts, keys, values } = directory;
  expect([accounts.size, keys.size]).toEqual([naive.accounts.length, naive.keys.length]);
  for (const account of naive.accounts) {
    const number = accounts.numberOf(account.id);
    expect(accounts.numberOfExternalId(`x-${account.id}`)).toBe(number);
    expect(accounts.numberOfDomain(`${account.id}.example`)).toBe(number);
    const line = naive.line(account.id);
    const isSuspended = line.some((one) => naive.accounts.find((other) => other.id === one)?.suspended);
    expect(accounts.isSuspended(number)).toBe(isSuspended);
    for (const text of TEXTS) {
      const bearer = naive.bearers(text).find((key) => line.includes(key.accountId));
      const value = directory.effectiveValue(hashText(text), number, NOW);
      const key = value === NO_VALUE ? NO_KEY : values.keyOf(value);
      expect(key === NO_KEY ? null : keys.idOf(key)).toBe(bearer?.id ?? null);
      if (!bearer) continue;
      const isBlocked = naive.blocks.some(([on, of]) => of === bearer.id && line.includes(on));
      expect(directory.isBlocked(key, number)).toBe(isBlocked);
      expect(keys.has(key, 'active')).toBe(bearer.active);
      const within = naive.bearers(text).filter((one) => naive.line(one.accountId).includes(account.id));
      const only = directory.onlyValueWithin(hashText(text), number, NOW);
      expect(only === MANY ? 2 : only === NO_VALUE ? 0 : 1).toBe(Math.min(2, within.length));
    }
  }
  expect(accounts.numberOf(id(-1))).toBe(NO_ACCOUNT);
  expect(keys.numberOf(id(-1))).toBe(NO_KEY);
}

describe('the directory', () => {
  test.prop([fc.array(fc.nat(), { minLength: 100, maxLength: 3_000 })], { numRuns: 60 })(
    'answers as a naive world does, after any changes',
    (numbers) => {
      const naive = new NaiveWorld();
      const directory = new Directory();
      let at = 0;
      const next = (below: number): number => (numbers[at++ % numbers.length] ?? 0) % below;
      for (let serial = 0; at < numbers.length; serial++) {
        step(naive, directory, next, serial);
        if (serial % 50 === 0) expectSame(naive, directory);
      }
      expectSame(naive, directory);
    },
  );
});
