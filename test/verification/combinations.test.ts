import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTree } from '../../src/application/tree-file/import-tree';
import { OPERATION_CLASSES, type OperationClass } from '../../src/domain/decision/codes';
import { Account } from '../../src/entities/account';
import { MintedTokens } from '../support/minted-tokens';
import { testFolder } from '../support/test-database';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';

const TRAITS = [
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
  'blocked',
  'inactive',
  'expired',
  'bound to other addresses',
] as const;
type Trait = (typeof TRAITS)[number];
const USER_TOKENS = ['none', 'good', 'revoked'] as const;
const DEVICE_TOKENS = ['none', 'confirmed', 'automatic', 'pending', 'revoked'] as const;

interface Combination {
  readonly traits: ReadonlySet<Trait>;
  readonly userToken: (typeof USER_TOKENS)[number];
  readonly deviceToken: (typeof DEVICE_TOKENS)[number];
  readonly operation: OperationClass;
}

const KEYS = Array.from({ length: 1 << TRAITS.length }, (_, bits) => ({
  name: `key ${bits}`,
  value: `combination-${bits.toString().padStart(3, '0')}-8f3c1a9e4b7d`,
  traits: new Set(TRAITS.filter((_trait, index) => (bits & (1 << index)) !== 0)),
}));

/** The order of the checks, told once more: the first line that holds is the answer. */
function expected({ traits, userToken, deviceToken, operation }: Combination): string {
  const takesUser = operation === 'ADMINISTRATIVE' || operation === 'LIMITED';
  const goodDevice = deviceToken === 'confirmed' || deviceToken === 'automatic';
  const failures: [string, boolean][] = [
    ['KEY_BLOCKED', traits.has('blocked')],
    ['KEY_INACTIVE', traits.has('inactive')],
    ['KEY_EXPIRED', traits.has('expired')],
    ['IP_NOT_ALLOWED', traits.has('bound to other addresses')],
    ['FULL_ACCESS_REQUIRED', operation === 'ADMINISTRATIVE' && !traits.has('fullApiAccess')],
    ['ENDPOINT_NOT_TRUSTED', operation === 'LOGIN' && !traits.has('allowUntrustedEndpoints') && !goodDevice],
    ['USER_TOKEN_REQUIRED', takesUser && userToken === 'none' && !traits.has('allowUnauthenticatedRequests')],
    ['USER_TOKEN_INVALID', takesUser && userToken === 'revoked'],
  ];
  return failures.find(([, fails]) => fails)?.[0] ?? 'VALID';
}

function tree(): object {
  const apiKeys = KEYS.map(({ name, value, traits }) => ({
    ...{ name, value },
    fullApiAccess: traits.has('fullApiAccess'),
    allowUnauthenticatedRequests: traits.has('allowUnauthenticatedRequests'),
    allowUntrustedEndpoints: traits.has('allowUntrustedEndpoints'),
    automaticEndpointTrust: traits.has('automaticEndpointTrust'),
    active: !traits.has('inactive'),
    expiresAt: traits.has('expired') ? '2020-01-01T00:00:00.000Z' : null,
    allowedIps: traits.has('bound to other addresses') ? ['198.51.100.0/24'] : [],
  }));
  const blockedApiKeys = KEYS.filter(({ traits }) => traits.has('blocked')).map(({ name }) => ({
    account: 'vendor',
    name,
  }));
  return {
    format: 'keytree/1',
    accounts: [
      { externalId: 'vendor', parent: null, kind: 'VENDOR', name: 'Vendor', apiKeys },
      { externalId: 'customer', parent: 'vendor', kind: 'CUSTOMER', name: 'Customer', blockedApiKeys },
    ],
  };
}

describe('every combination of flags, state, tokens and class', () => {
  let installation: TestInstallation;
  let instance: TestVerification;
  let gateway: string;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    installation = await startTestInstallation();
    const file = join(testFolder(), 'combinations.json');
    writeFileSync(file, JSON.stringify(tree()));
    await importTree(installation.commandLine, { file });
    const { manager } = installation.commandLine;
    const vendor = await manager.findOneByOrFail(Account, { externalId: 'vendor' });
    const customer = await manager.findOneByOrFail(Account, { externalId: 'customer' });
    gateway = await newTestGateway(installation, vendor);
    const minted = await MintedTokens.of(installation);
    for (const is of USER_TOKENS) if (is !== 'none') tokens.set(`user ${is}`, await minted.user(is, customer.id));
    for (const is of DEVICE_TOKENS) if (is !== 'none') tokens.set(`device ${is}`, await minted.device(is, customer.id));
    instance = await startTestVerification(installation);
  });

  afterAll(async () => {
    await instance.close();
    await installation.close();
  });

  it.each(OPERATION_CLASSES)('is answered by the first check that fails: %s', async (operation) => {
    const combinations = KEYS.flatMap(({ value, traits }) =>
      USER_TOKENS.flatMap((userToken) =>
        DEVICE_TOKENS.map((deviceToken) => ({ value, traits, userToken, deviceToken, operation })),
      ),
    );
    const wrong: unknown[] = [];
    const met = new Set<string>();
    for (let from = 0; from < combinations.length; from += 100) {
      const batch = combinations.slice(from, from + 100);
      const requests = batch.map(({ value, userToken, deviceToken }) => ({
        ...{ account: { externalId: 'customer' }, key: value, clientIp: '203.0.113.7', operation },
        userToken: tokens.get(`user ${userToken}`) ?? null,
        deviceToken: tokens.get(`device ${deviceToken}`) ?? null,
      }));
      const { body } = await instance.post('/v1/verify/batch', { requests }, gateway);
      for (const [index, combination] of batch.entries()) {
        const { code } = body.results[index];
        met.add(code);
        if (code !== expected(combination)) wrong.push({ ...combination, traits: [...combination.traits], code });
      }
    }
    expect(wrong).toEqual([]);
    expect(met.size).toBeGreaterThan(4);
  });
});
