import { fc, test } from '@fast-check/jest';
import { Webhook } from 'standardwebhooks';
import { lastMomentWithin } from '../../../src/domain/keys/expiry-moments';
import { allowedTargets } from '../../../src/domain/network/allowed-targets';
import {
  DELIVERY_ERRORS,
  type DeliveryError,
  outcomeOfStatus,
  pauseAfter,
} from '../../../src/domain/webhooks/delivery';
import { canonicalEvents, hearsOf, WEBHOOK_EVENTS } from '../../../src/domain/webhooks/webhook-event';
import { newWebhookSecret, signaturesOf } from '../../../src/domain/webhooks/webhook-secret';
import { originOf, parseWebhookUrl } from '../../../src/domain/webhooks/webhook-url';

describe('the URL of a webhook', () => {
  const allowed = allowedTargets(['hooks.internal', '10.1.0.0/16']);
  const read = (text: string): string => {
    const parsed = parseWebhookUrl(text, allowed);
    return parsed.ok ? parsed.url : parsed.code;
  };

  it.each([
    ['https://hooks.example.com', 'https://hooks.example.com/'],
    ['HTTPS://Hooks.Example.com:8443/a?b=c', 'https://hooks.example.com:8443/a?b=c'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['https://93.184.215.14/', 'https://93.184.215.14/'],
    ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
    ['http://hooks.internal:8080/', 'http://hooks.internal:8080/'],
    ['http://10.1.2.3/', 'http://10.1.2.3/'],
    ['https://10.1.2.3/', 'https://10.1.2.3/'],
    ['http://hooks.example.com/', 'HTTPS_REQUIRED'],
    ['http://93.184.215.14/', 'HTTPS_REQUIRED'],
    ['https://10.2.0.1/', 'ADDRESS_NOT_ALLOWED'],
    ['https://127.0.0.1/', 'ADDRESS_NOT_ALLOWED'],
    // Every way in which a browser reads 127.0.0.1.
    ['https://127.1/', 'ADDRESS_NOT_ALLOWED'],
    ['https://0x7f000001/', 'ADDRESS_NOT_ALLOWED'],
    ['https://2130706433/', 'ADDRESS_NOT_ALLOWED'],
    ['https://017700000001/', 'ADDRESS_NOT_ALLOWED'],
    ['https://[::ffff:127.0.0.1]/', 'ADDRESS_NOT_ALLOWED'],
    ['https://[64:ff9b::7f00:1]/', 'ADDRESS_NOT_ALLOWED'],
    ['https://[::1]/', 'ADDRESS_NOT_ALLOWED'],
    ['https://169.254.169.254/latest/meta-data', 'ADDRESS_NOT_ALLOWED'],
    ['https://user:password@hooks.example.com/', 'CREDENTIALS'],
    ['https://user@hooks.example.com/', 'CREDENTIALS'],
    ['https://hooks.example.com/#', 'FRAGMENT'],
    ['https://hooks.example.com/#part', 'FRAGMENT'],
    ['ftp://hooks.example.com/', 'NOT_A_URL'],
    ['hooks.example.com', 'NOT_A_URL'],
    ['https:hooks.example.com', 'NOT_A_URL'],
    ['https://', 'NOT_A_URL'],
    [' https://hooks.example.com/', 'NOT_A_URL'],
    ['https://hooks.exam\nple.com/', 'NOT_A_URL'],
    ['https://hooks.example.com:65536/', 'NOT_A_URL'],
    [`https://hooks.example.com/${'a'.repeat(1975)}`, 'TOO_LONG'],
    [`https://hooks.example.com/${'ü'.repeat(400)}`, 'TOO_LONG'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('shows in records where it leads, and no more', () => {
    expect(originOf('https://hooks.example.com:8443/services/T0/B0/secret?token=1')).toBe(
      'https://hooks.example.com:8443',
    );
  });
});

describe('signatures', () => {
  it('are those of Standard Webhooks', () => {
    // The example of the specification's reference implementations.
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(signaturesOf([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('are verified by its library, whichever of two secrets the receiver has', () => {
    const [one, two] = [newWebhookSecret(), newWebhookSecret()];
    expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const timestamp = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({ name: 'Süd 🌐' });
    const headers = {
      'webhook-id': 'whd_1',
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signaturesOf([one, two], 'whd_1', timestamp, body),
    };
    for (const secret of [one, two]) expect(new Webhook(secret).verify(body, headers)).toEqual({ name: 'Süd 🌐' });
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(one).verify(`${body} `, headers)).toThrow('No matching signature');
  });
});

describe('an attempt', () => {
  it('has succeeded with 2xx alone', () => {
    const errors = [200, 204, 299, 300, 301, 307, 399, 400, 404, 410, 429, 500, 503].map(
      (status) => outcomeOfStatus(status).error,
    );
    expect(errors).toEqual([
      ...[null, null, null, 'REDIRECT', 'REDIRECT', 'REDIRECT', 'REDIRECT'],
      ...['STATUS', 'STATUS', 'GONE', 'STATUS', 'STATUS', 'STATUS'],
    ]);
  });

  it('is repeated seven times, within about a day', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => pauseAfter('STATUS', attempts, 0.5));
    expect(pauses.at(-1)).toBeNull();
    const total = pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0);
    expect(total / 3_600_000).toBeGreaterThan(23);
    expect(total / 3_600_000).toBeLessThan(25);
  });

  test.prop([
    fc.constantFrom(...DELIVERY_ERRORS),
    fc.integer({ min: 1, max: 12 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ])(
    'waits longer each time, never as long as others, and not where it is hopeless',
    (error: DeliveryError, attempts, random) => {
      const pause = pauseAfter(error, attempts, random);
      if (error === 'INTERRUPTED') expect(pause).toBe(0);
      else if (['GONE', 'DISABLED', 'SECRET'].includes(error) || attempts >= 8) expect(pause).toBeNull();
      else {
        const middle = pauseAfter(error, attempts, 0.5)!;
        expect(Math.abs(pause! - middle)).toBeLessThanOrEqual(0.2 * middle + 1);
        expect(pauseAfter(error, attempts + 1, 0) ?? Infinity).toBeGreaterThan(pauseAfter(error, attempts, 1)!);
      }
    },
  );
});

describe('what a webhook hears', () => {
  it('is what it chose, and everything where it chose nothing', () => {
    expect(WEBHOOK_EVENTS.every((event) => hearsOf([], event))).toBe(true);
    expect(WEBHOOK_EVENTS.filter((event) => hearsOf(['api_key.deleted', 'api_key.created'], event))).toEqual(
      canonicalEvents(['api_key.deleted', 'api_key.created', 'api_key.deleted']),
    );
  });
});

describe('the moments of a key’s end', () => {
  const DAY = 86_400_000;
  const ends = new Date('2031-05-06T12:00:00.000Z');
  const before = (days: number, ms = 0): Date => new Date(ends.getTime() - days * DAY + ms);

  it.each([
    [before(31), before(30, -1), null],
    [before(31), before(30), 30],
    [before(30), before(29), null],
    [before(8), before(7), 7],
    [before(31), before(6), 7],
    [before(2), before(1), 1],
    [before(1), before(0, -1), null],
    [before(1), before(0), 0],
    [before(400), before(-400), 0],
    [before(0), before(-1), null],
  ])('after %s until %s: %s', (from, to, expected) => {
    const moment = lastMomentWithin(ends, from, to);
    expect(moment?.daysBefore ?? null).toBe(expected);
    if (moment) expect(moment.at).toEqual(before(moment.daysBefore));
  });

  test.prop([fc.array(fc.integer({ min: -40 * DAY, max: 3 * DAY }), { minLength: 2, maxLength: 20 })])(
    'each come once, however the time is cut',
    (cuts) => {
      const times = [...new Set([-50 * DAY, ...cuts, 5 * DAY])]
        .sort((a, b) => a - b)
        .map((ms) => new Date(ends.getTime() + ms));
      const told = times.slice(1).flatMap((to, at) => lastMomentWithin(ends, times[at]!, to)?.daysBefore ?? []);
      expect(new Set(told).size).toBe(told.length);
      expect([...told].sort((a, b) => b - a)).toEqual(told);
      expect(told.at(-1)).toBe(0);
    },
  );
});
