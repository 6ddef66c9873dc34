import { fc, test } from '@fast-check/jest';
import {
  CHECK_CODES,
  type CheckOutcome,
  DECISION_CODES,
  type DecisionCode,
  OPERATION_CLASSES,
} from '../../../src/domain/decision/codes';
import { decide, explain } from '../../../src/domain/decision/decide';
import type {
  AccountFacts,
  DecisionFacts,
  DeviceTokenFacts,
  PresentedKey,
  UserTokenFacts,
} from '../../../src/domain/decision/facts';
import { ENDPOINT_STATUSES } from '../../../src/domain/endpoints/endpoint';
import { EFFECTIVE_KEY_STATES } from '../../../src/domain/keys/api-key';
import { parseIpAddress } from '../../../src/domain/network/ip-address';
import { type IpRange, parseIpRange } from '../../../src/domain/network/ip-range';
import { describeVectors, type RequestVector, VECTORS_NOW, type WorldVectors } from '../../support/vectors';
import { NaiveWorld } from './naive-world';

const NOW = VECTORS_NOW.getTime();
const OFFICE = '203.0.113.0/24';

function ranges(...texts: string[]): IpRange[] {
  return texts.map((text) => {
    const parsed = parseIpRange(text);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.range;
  });
}

const account: AccountFacts = { withinReach: true, suspended: false };
const key: PresentedKey = {
  blocked: false,
  active: true,
  expiresAtMs: NOW + 1,
  worksUntilMs: NOW + 1,
  allowedIps: ranges(OFFICE),
  fullApiAccess: true,
  allowUnauthenticatedRequests: false,
  allowUntrustedEndpoints: false,
};
const userToken: UserTokenFacts = {
  expiresAtMs: NOW + 1,
  revoked: false,
  fromLogin: true,
  keyState: 'ACTIVE',
  endpointTrusted: true,
  userDisabled: false,
  userOnLine: true,
};
const deviceToken: DeviceTokenFacts = {
  expiresAtMs: NOW + 1,
  revoked: false,
  endpointStatus: 'TRUSTED',
  endpointConfirmed: true,
  endpointOn: 'ANCESTOR',
};
const administrative: DecisionFacts = {
  nowMs: NOW,
  operation: 'ADMINISTRATIVE',
  clientIp: parseIpAddress('203.0.113.9'),
  accountNamed: true,
  bearersInReach: 0,
  account,
  key,
  userToken,
  deviceToken: null,
};
const limited: DecisionFacts = { ...administrative, operation: 'LIMITED' };
const login: DecisionFacts = { ...administrative, operation: 'LOGIN', userToken: null, deviceToken };
const registering: DecisionFacts = { ...login, operation: 'REGISTER_DEVICE', deviceToken: null };
const unnamed: DecisionFacts = { ...limited, accountNamed: false, bearersInReach: 1 };

const withKey = (facts: DecisionFacts, change: Partial<PresentedKey>): DecisionFacts => ({
  ...facts,
  key: { ...key, ...change },
});
const withUser = (change: Partial<UserTokenFacts>): DecisionFacts => ({
  ...limited,
  userToken: { ...userToken, ...change },
});
const withDevice = (change: Partial<DeviceTokenFacts>): DecisionFacts => ({
  ...login,
  deviceToken: { ...deviceToken, ...change },
});

describe('the decision', () => {
  it.each([administrative, limited, login, registering, unnamed])('lets pass what fails no check (%#)', (facts) => {
    expect(decide(facts)).toBe('VALID');
  });

  const CASES: [DecisionCode, string, DecisionFacts][] = [
    ['ACCOUNT_REQUIRED', 'two keys bear the value', { ...unnamed, bearersInReach: 2 }],
    ['VALID', 'two keys bear the value, and an account is named', { ...limited, bearersInReach: 2 }],
    ['ACCOUNT_NOT_FOUND', 'no such account', { ...limited, account: null }],
    ['ACCOUNT_NOT_FOUND', 'outside the reach', { ...limited, account: { ...account, withinReach: false } }],
    ['ACCOUNT_SUSPENDED', 'suspended', { ...limited, account: { ...account, suspended: true } }],
    ['KEY_NOT_FOUND', 'no key on a named account', { ...limited, key: null }],
    ['KEY_NOT_FOUND', 'no key, and no account named', { ...unnamed, bearersInReach: 0, account: null, key: null }],
    ['KEY_NOT_FOUND', 'no account at all, whatever is said of a key', { ...unnamed, bearersInReach: 0 }],
    ['KEY_BLOCKED', 'blocked', withKey(limited, { blocked: true })],
    ['KEY_INACTIVE', 'inactive', withKey(limited, { active: false })],
    ['KEY_EXPIRED', 'expires at this very instant', withKey(limited, { expiresAtMs: NOW })],
    ['KEY_EXPIRED', 'overlap ends at this very instant', withKey(limited, { worksUntilMs: NOW })],
    ['VALID', 'never expires', withKey(limited, { expiresAtMs: null, worksUntilMs: null })],
    ['IP_NOT_ALLOWED', 'another IP', { ...limited, clientIp: parseIpAddress('203.0.114.9') }],
    ['IP_NOT_ALLOWED', 'an IP that is not known', { ...limited, clientIp: null }],
    ['VALID', 'an IP that is not known, from everywhere', { ...withKey(limited, { allowedIps: [] }), clientIp: null }],
    ['FULL_ACCESS_REQUIRED', 'without full access', withKey(administrative, { fullApiAccess: false })],
    ['VALID', 'without full access, LIMITED', withKey(limited, { fullApiAccess: false })],
    ['ENDPOINT_NOT_TRUSTED', 'no device token', { ...login, deviceToken: null }],
    ['ENDPOINT_NOT_TRUSTED', 'no device token but garbage', { ...login, deviceToken: 'UNREADABLE' }],
    ['ENDPOINT_NOT_TRUSTED', 'the device token expires now', withDevice({ expiresAtMs: NOW })],
    ['ENDPOINT_NOT_TRUSTED', 'pending', withDevice({ endpointStatus: 'PENDING' })],
    ['ENDPOINT_NOT_TRUSTED', 'of a token that was revoked', withDevice({ revoked: true })],
    ['ENDPOINT_NOT_TRUSTED', 'rejected', withDevice({ endpointStatus: 'REJECTED' })],
    ['ENDPOINT_NOT_TRUSTED', 'revoked', withDevice({ endpointStatus: 'REVOKED' })],
    ['ENDPOINT_NOT_TRUSTED', 'registered elsewhere', withDevice({ endpointOn: 'ELSEWHERE' })],
    ['ENDPOINT_NOT_TRUSTED', 'only a key trusted it, above', withDevice({ endpointConfirmed: false })],
    ['VALID', 'only a key trusted it, here', withDevice({ endpointConfirmed: false, endpointOn: 'ACCOUNT' })],
    ['VALID', 'any endpoint may', { ...withKey(login, { allowUntrustedEndpoints: true }), deviceToken: null }],
    ['USER_TOKEN_REQUIRED', 'no user token', { ...limited, userToken: null }],
    ['VALID', 'none needed', { ...withKey(limited, { allowUnauthenticatedRequests: true }), userToken: null }],
    [
      'USER_TOKEN_INVALID',
      'garbage, though none is needed',
      { ...withKey(limited, { allowUnauthenticatedRequests: true }), userToken: 'UNREADABLE' },
    ],
    ['USER_TOKEN_INVALID', 'expires now', withUser({ expiresAtMs: NOW })],
    ['USER_TOKEN_INVALID', 'revoked', withUser({ revoked: true })],
    ['USER_TOKEN_INVALID', 'a management sign-in', withUser({ fromLogin: false })],
    ['USER_TOKEN_INVALID', 'through a key blocked here', withUser({ keyState: 'BLOCKED' })],
    ['USER_TOKEN_INVALID', 'through a key that is not effective here', withUser({ keyState: null })],
    ['USER_TOKEN_INVALID', 'on an endpoint no longer trusted', withUser({ endpointTrusted: false })],
    ['VALID', 'gained without an endpoint', withUser({ endpointTrusted: null })],
    ['USER_TOKEN_INVALID', 'of a disabled user', withUser({ userDisabled: true })],
    ['USER_TOKEN_INVALID', 'of a user from elsewhere', withUser({ userOnLine: false })],
    ['VALID', 'a bad user token where none is looked at', { ...registering, userToken: 'UNREADABLE' }],
    ['VALID', 'a bad device token where none is looked at', { ...limited, deviceToken: 'UNREADABLE' }],
  ];

  it.each(CASES)('%s: %s', (code, _, facts) => {
    expect(decide(facts)).toBe(code);
    expect(explain(facts).code).toBe(code);
  });

  it('has every code of the registry among these', () => {
    expect(new Set(CASES.map(([code]) => code))).toEqual(new Set(DECISION_CODES));
  });

  it('reads nothing beyond the check that fails, so that a directory need not look it up', () => {
    const read: (string | symbol)[] = [];
    const spy = new Proxy<DecisionFacts>(
      { ...withKey(login, { blocked: true }), userToken },
      {
        get: (facts, property) => {
          read.push(property);
          return facts[property as keyof DecisionFacts];
        },
      },
    );
    expect(decide(spy)).toBe('KEY_BLOCKED');
    expect([...new Set(read)].sort()).toEqual(['account', 'accountNamed', 'key']);
  });
});

/** One letter a check, in their order. */
function letters(facts: DecisionFacts): string {
  const letter: Record<CheckOutcome, string> = { PASSED: '+', FAILED: '!', NOT_APPLICABLE: '-', NOT_MADE: '?' };
  const { checks } = explain(facts);
  expect(checks.map((check) => check.code)).toEqual(CHECK_CODES);
  return checks.map((check) => letter[check.outcome]).join('');
}

describe('an explanation', () => {
  it.each<[string, string, DecisionFacts]>([
    ['++++++++' + '+-++', 'an ADMINISTRATIVE request', administrative],
    ['++++++++' + '--++', 'a LIMITED one', limited],
    ['++++++++' + '-+--', 'a LOGIN', login],
    ['++++++++' + '----', 'REGISTER_DEVICE', { ...registering, userToken, deviceToken }],
    ['++++++++' + '--++', 'no account named, one bears the value', unnamed],
    ['!???????' + '????', 'no account named, several do', { ...unnamed, bearersInReach: 2 }],
    ['+--!????' + '????', 'none does', { ...unnamed, bearersInReach: 0, account: null, key: null }],
    ['+!??????' + '????', 'no such account', { ...limited, account: null }],
    [
      '+!??????' + '????',
      'an account outside the reach, of which nothing is told',
      { ...limited, account: { suspended: true, withinReach: false } },
    ],
    [
      '++!!????' + '????',
      'no such key on a suspended account',
      { ...limited, account: { ...account, suspended: true }, key: null },
    ],
    [
      '++!+!!!!' + '!-!-',
      'everything wrong, and no token',
      {
        ...withKey(administrative, { blocked: true, active: false, expiresAtMs: NOW, fullApiAccess: false }),
        account: { ...account, suspended: true },
        clientIp: null,
        userToken: null,
      },
    ],
    ['++++++++' + '--+!', 'a bad user token', { ...limited, userToken: 'UNREADABLE' }],
    [
      '++++++++' + '--+-',
      'no user token where none is needed',
      { ...withKey(limited, { allowUnauthenticatedRequests: true }), userToken: null },
    ],
  ])('%s of %s', (expected, _, facts) => {
    expect(letters(facts)).toBe(expected);
  });
});

/** Sound more often than not, for else hardly anything were VALID. */
function mostly<T>(sound: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(sound) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

const unreadable = fc.constant<'UNREADABLE'>('UNREADABLE');
const anyUserToken = fc.record<UserTokenFacts>({
  expiresAtMs: mostly(NOW + 1, NOW, NOW - 1),
  revoked: mostly(false, true),
  fromLogin: mostly(true, false),
  keyState: mostly<UserTokenFacts['keyState']>('ACTIVE', null, ...EFFECTIVE_KEY_STATES),
  endpointTrusted: mostly<boolean | null>(true, false, null),
  userDisabled: mostly(false, true),
  userOnLine: mostly(true, false),
});
const anyDeviceToken = fc.record<DeviceTokenFacts>({
  expiresAtMs: mostly(NOW + 1, NOW, NOW - 1),
  revoked: mostly(false, true),
  endpointStatus: mostly<DeviceTokenFacts['endpointStatus']>('TRUSTED', ...ENDPOINT_STATUSES),
  endpointConfirmed: fc.boolean(),
  endpointOn: mostly<DeviceTokenFacts['endpointOn']>('ACCOUNT', 'ANCESTOR', 'ELSEWHERE'),
});
const anyKey = fc.record<PresentedKey>({
  blocked: mostly(false, true),
  active: mostly(true, false),
  expiresAtMs: mostly<number | null>(null, NOW + 1, NOW, NOW - 1),
  worksUntilMs: mostly<number | null>(null, NOW + 1, NOW, NOW - 1),
  allowedIps: mostly([], ranges(OFFICE), ranges('10.0.0.0/8', OFFICE), ranges('::/0')),
  fullApiAccess: fc.boolean(),
  allowUnauthenticatedRequests: fc.boolean(),
  allowUntrustedEndpoints: fc.boolean(),
});
const anyRequest = fc.record({
  nowMs: fc.constant(NOW),
  operation: fc.constantFrom(...OPERATION_CLASSES),
  clientIp: fc.constantFrom(null, ...['203.0.113.9', '10.1.2.3', '::1'].map(parseIpAddress)),
  accountNamed: fc.boolean(),
  userToken: fc.option(fc.oneof(unreadable, anyUserToken)),
  deviceToken: fc.option(fc.oneof(unreadable, anyDeviceToken)),
});
const anyRecords = fc.record({
  bearersInReach: mostly(1, 0, 2, 3),
  account: mostly<AccountFacts | null>(
    account,
    null,
    { withinReach: false, suspended: false },
    { withinReach: true, suspended: true },
  ),
  key: fc.option(anyKey, { freq: 9 }),
});
const anyFacts = fc
  .tuple(anyRequest, anyRecords)
  .map(([request, records]): DecisionFacts => ({ ...request, ...records }));

type Change = (facts: DecisionFacts) => DecisionFacts;

const changeAccount =
  (change: Partial<AccountFacts>): Change =>
  (facts) => ({ ...facts, account: facts.account && { ...facts.account, ...change } });
const changeKey =
  (change: Partial<PresentedKey>): Change =>
  (facts) => ({ ...facts, key: facts.key && { ...facts.key, ...change } });

/** After these nothing passes, whatever else holds. */
const STOPS: Change[] = [
  changeAccount({ suspended: true }),
  changeAccount({ withinReach: false }),
  changeKey({ blocked: true }),
  changeKey({ active: false }),
  changeKey({ expiresAtMs: NOW }),
  changeKey({ worksUntilMs: NOW }),
];

/** After these less passes than before. */
const RESTRICTIONS: Change[] = [
  (facts) => ({ ...facts, bearersInReach: 2 }),
  (facts) => ({ ...facts, clientIp: null }),
  (facts) => ({ ...facts, deviceToken: null }),
  (facts) => ({ ...facts, userToken: facts.userToken && 'UNREADABLE' }),
  (facts) => changeKey({ allowedIps: facts.key?.allowedIps.slice(0, 1) ?? [] })(facts),
  changeKey({ fullApiAccess: false }),
  changeKey({ allowUnauthenticatedRequests: false }),
  changeKey({ allowUntrustedEndpoints: false }),
];

describe('any decision', () => {
  test.prop([anyFacts])('is the first failure of its explanation', (facts) => {
    const { code, checks } = explain(facts);
    expect(code).toBe(decide(facts));
    expect(checks.find((check) => check.outcome === 'FAILED')?.code ?? 'VALID').toBe(code);
  });

  test.prop([anyFacts])('leaves checks out only after there is no account or no key to make them on', (facts) => {
    const { checks } = explain(facts);
    const first = checks.findIndex((check) => check.outcome === 'NOT_MADE');
    fc.pre(first !== -1);
    expect(checks[first - 1]?.outcome).toBe('FAILED');
    expect(['ACCOUNT_REQUIRED', 'ACCOUNT_NOT_FOUND', 'KEY_NOT_FOUND']).toContain(checks[first - 1]?.code);
    expect(checks.slice(first).every((check) => check.outcome === 'NOT_MADE')).toBe(true);
  });

  test.prop([anyRequest, anyKey, anyKey])(
    'has to look at the same things however the key is set',
    (request, one, other) => {
      const looked = [one, other].map((set) =>
        letters({ ...request, bearersInReach: 1, account, key: set }).replaceAll(/[+!]/g, '.'),
      );
      expect(looked[0]).toBe(looked[1]);
    },
  );

  test.prop([anyFacts, fc.constantFrom(...STOPS)])('is no VALID where account or key is stopped', (facts, stop) => {
    expect(decide(stop(facts))).not.toBe('VALID');
  });

  test.prop([anyFacts, fc.constantFrom(...RESTRICTIONS)])('becomes VALID by no restriction', (facts, restrict) => {
    fc.pre(decide(restrict(facts)) === 'VALID');
    expect(decide(facts)).toBe('VALID');
  });
});

/** What the file says of an answer, worked out here. */
function answer(world: NaiveWorld, { request }: RequestVector, nowMs: number): Pick<RequestVector, 'code' | 'valid'> {
  const facts = world.facts(request, nowMs);
  const code = decide(facts);
  expect(explain(facts).code).toBe(code);
  if (code !== 'VALID') return { code };
  const { accounts, key: found } = world.meant(request);
  return { code, valid: { account: accounts[0]!, definedOn: found!.definedOn, key: found!.name } };
}

describeVectors('the decision in the worlds of ../shared/vectors', ({ worlds }) => {
  const numbered = worlds.map((world, index): [number, WorldVectors] => [index, world]);

  it.each(numbered)('answers every request of world %i as the file says', (_, vectors) => {
    const world = new NaiveWorld(vectors);
    for (const { request, ...expected } of vectors.requests) {
      const instants = request.at === undefined ? [NOW, Date.parse('2098-12-31')] : [Date.parse(request.at)];
      for (const nowMs of instants) {
        const given = { request, nowMs };
        expect({ ...given, ...answer(world, { request, ...expected }, nowMs) }).toEqual({ ...given, ...expected });
      }
    }
  });

  const scenario = fc.constantFrom(...worlds).chain((vectors) => {
    const keys = fc.nat(new NaiveWorld(vectors).keys.length - 1);
    const accounts = fc.constantFrom(...vectors.tree.accounts.map((one) => one.externalId));
    return fc.record({
      vectors: fc.constant(vectors),
      suspended: fc.array(accounts, { maxLength: 2 }),
      blocks: fc.array(fc.record({ by: accounts, index: keys }), { maxLength: 5 }),
      stopped: fc.array(keys, { maxLength: 5 }),
    });
  });

  test.prop([scenario], { numRuns: 30 })(
    'lets nothing pass after accounts are suspended, keys blocked or stopped that did not pass before',
    ({ vectors, suspended, blocks, stopped }) => {
      const before = new NaiveWorld(vectors);
      const after = new NaiveWorld(vectors);
      for (const id of suspended) after.accounts.get(id)!.suspended = true;
      for (const { by, index } of blocks) after.accounts.get(by)!.blocked.add(after.keys[index]!);
      for (const index of stopped) after.keys[index]!.active = false;
      for (const { request } of vectors.requests) {
        if (decide(after.facts(request, NOW)) !== 'VALID') continue;
        expect({ request, code: decide(before.facts(request, NOW)) }).toEqual({ request, code: 'VALID' });
      }
    },
  );
});
