import { fc, test } from '@fast-check/jest';
import { type IpAddress, parseIpAddress } from '../../../src/domain/network/ip-address';
import { UnknownKeyLimiter } from '../../../src/verification/unknown-key-limiter';

const WINDOW_MS = 1_000;

/** An address, and the name of the client that it is one of. */
const client = fc.oneof(
  fc.nat(2).map((n) => ({ address: `192.0.2.${n}`, client: `v4 ${n}` })),
  fc.nat(2).map((n) => ({ address: `::ffff:192.0.2.${n}`, client: `v4 ${n}` })),
  fc
    .tuple(fc.nat(1), fc.nat(0xffff))
    .map(([n, host]) => ({ address: `2001:db8:0:${n}:${host.toString(16)}::1`, client: `v6 ${n}` })),
);

const event = fc.record({
  gateway: fc.constantFrom('one', 'other'),
  from: fc.option(client, { freq: 8 }),
  unknown: fc.boolean(),
  passedMs: fc.constantFrom(0, 0, 0, 1, 400, WINDOW_MS - 1, WINDOW_MS),
});

function addressOf(text: string): IpAddress {
  const address = parseIpAddress(text);
  if (!address) throw new Error(`${text} is no address`);
  return address;
}

describe('the limit on unknown keys', () => {
  test.prop([fc.array(event, { maxLength: 200 }), fc.constantFrom(0, 1, 2, 5)], { numRuns: 500 })(
    'is the count of refusals since the first of a window, for each gateway and client',
    (events, most) => {
      const limiter = new UnknownKeyLimiter({ most, windowMs: WINDOW_MS });
      const refusals: { who: string; atMs: number }[] = [];
      let nowMs = 1_800_000_000_000;
      for (const { gateway, from, unknown, passedMs } of events) {
        nowMs += passedMs;
        const address = from && addressOf(from.address);
        const who = `${gateway} ${from?.client ?? ''}`;
        // Windows follow each other: each begins with the first refusal that is in none before.
        let began = -Infinity;
        let count = 0;
        for (const { atMs } of refusals.filter((one) => one.who === who)) {
          if (atMs >= began + WINDOW_MS) [began, count] = [atMs, 0];
          count++;
        }
        const limited = from !== null && most > 0 && nowMs < began + WINDOW_MS && count >= most;
        expect(limiter.isLimited(gateway, address, nowMs)).toBe(limited);
        if (limited || !unknown) continue;
        limiter.countUnknown(gateway, address, nowMs);
        refusals.push({ who, atMs: nowMs });
      }
    },
  );

  it('forgets the oldest clients of a gateway where they are too many to remember', () => {
    const limiter = new UnknownKeyLimiter({ most: 1, windowMs: WINDOW_MS });
    const nth = (n: number): IpAddress => addressOf(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
    limiter.countUnknown('other', nth(0), 0);
    const many = 50_000;
    for (let n = 0; n < many; n++) limiter.countUnknown('one', nth(n), 0);
    expect([0, 1, many - 1].map((n) => limiter.isLimited('one', nth(n), 0))).toEqual([true, true, true]);
    limiter.countUnknown('one', nth(many), 0);
    expect([0, 1, many].map((n) => limiter.isLimited('one', nth(n), 0))).toEqual([false, true, true]);
    // Not at the cost of another gateway.
    expect(limiter.isLimited('other', nth(0), 0)).toBe(true);
  });
});
