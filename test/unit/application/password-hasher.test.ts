import { PasswordHasher } from '../../../src/application/users/password-hasher';
import { LimitReachedError } from '../../../src/domain/errors';

/** Hashes that end when the test lets them. */
const running: { end: () => void; fail: (error: Error) => void }[] = [];
let most = 0;
let now = 0;

jest.mock('@node-rs/argon2', () => {
  const work = <T>(result: T): Promise<T> => {
    most = Math.max(most, ++now);
    return new Promise<T>((resolve, reject) => {
      running.push({ end: () => resolve(result), fail: reject });
    }).finally(() => now--);
  };
  return { hash: jest.fn(() => work('a hash')), verify: jest.fn(() => work(true)) };
});

const AT_ONCE = 4;

describe('PasswordHasher', () => {
  beforeEach(() => {
    running.length = 0;
    most = now = 0;
  });

  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  async function endAll(): Promise<void> {
    await settled();
    for (let next = running.shift(); next; next = running.shift()) {
      next.end();
      await settled();
    }
  }

  it('runs four at once, whatever they are, and the rest in the order of their coming', async () => {
    const hasher = new PasswordHasher();
    const done: number[] = [];
    const all = Array.from({ length: 12 }, async (_, at) => {
      await (at % 3 === 0 ? hasher.hash('x') : at % 3 === 1 ? hasher.verify('hash', 'x') : hasher.verifyNobody('x'));
      done.push(at);
    });
    await settled();
    expect(running).toHaveLength(AT_ONCE);
    await endAll();
    await Promise.all(all);
    expect(most).toBe(AT_ONCE);
    expect(done).toEqual(Array.from({ length: 12 }, (_, at) => at));
  });

  it('refuses those for whom the queue has no place, and takes others as soon as it has', async () => {
    const hasher = new PasswordHasher();
    const outcomes: string[] = [];
    const arrive = async (): Promise<void> => {
      outcomes.push(
        await hasher.hash('x').catch((error: unknown) => (error instanceof LimitReachedError ? 'refused' : 'failed')),
      );
    };
    const all = Array.from({ length: 1000 }, arrive);
    await settled();
    const refused = outcomes.length;
    expect(refused).toBeGreaterThan(0);
    expect(1000 - refused).toBeGreaterThan(AT_ONCE);
    expect(new Set(outcomes)).toEqual(new Set(['refused']));

    running.shift()?.end();
    await settled();
    const late = arrive();
    await endAll();
    await Promise.all([...all, late]);
    expect(outcomes.filter((outcome) => outcome === 'a hash')).toHaveLength(1000 - refused + 1);
    expect(most).toBe(AT_ONCE);
  });

  it('gives the turn of a hash that failed to the next', async () => {
    const hasher = new PasswordHasher();
    const all = Array.from({ length: AT_ONCE + 1 }, () => hasher.hash('x'));
    const outcomes = Promise.allSettled(all);
    await settled();
    for (const one of running.splice(0)) one.fail(new Error('out of memory'));
    await endAll();
    expect((await outcomes).map((outcome) => outcome.status)).toEqual([
      ...Array<string>(AT_ONCE).fill('rejected'),
      'fulfilled',
    ]);
  });
});
