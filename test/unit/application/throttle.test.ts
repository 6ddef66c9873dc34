import { delayMs, Throttle } from '../../../src/application/attempts/throttle';
import { LimitReachedError } from '../../../src/domain/errors';

describe('delayMs', () => {
  it('is nothing at first, then doubles, and ends at the longest', () => {
    const delays = [0, 4, 5, 6, 7, 8, 50, 5000].map((failures) => delayMs(failures, 5, 700));
    expect(delays).toEqual([0, 0, 100, 200, 400, 700, 700, 700]);
  });
});

describe('Throttle', () => {
  const sleeping: (() => void)[] = [];
  const throttle = new Throttle(() => new Promise<void>((resolve) => sleeping.push(resolve)));
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  async function outcome(waits: Promise<void>): Promise<string> {
    return waits.then(
      () => 'through',
      (error: unknown) => (error instanceof LimitReachedError ? 'refused' : 'failed'),
    );
  }

  it('lets pass at once what need not wait, however full it is', async () => {
    expect(await outcome(throttle.wait(0, [{ name: 'full', most: 0 }]))).toBe('through');
  });

  it('refuses where one room is full, and takes from the others no place for it', async () => {
    const rooms = [
      { name: 'own', most: 1 },
      { name: 'shared', most: 2 },
    ];
    const first = outcome(throttle.wait(1, rooms));
    expect(await outcome(throttle.wait(1, rooms))).toBe('refused');
    const second = outcome(throttle.wait(1, [{ name: 'shared', most: 2 }]));
    await settled();
    expect(sleeping).toHaveLength(2);
    expect(await outcome(throttle.wait(1, [{ name: 'shared', most: 2 }]))).toBe('refused');

    sleeping.shift()?.();
    expect(await first).toBe('through');
    const third = outcome(throttle.wait(1, rooms));
    await settled();
    expect(sleeping).toHaveLength(2);
    for (const wake of sleeping.splice(0)) wake();
    expect([await second, await third]).toEqual(['through', 'through']);
  });
});
