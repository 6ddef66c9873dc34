import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTree } from '../../src/application/tree-file/import-tree';
import type { DecisionCode, OperationClass } from '../../src/domain/decision/codes';
import { Account } from '../../src/entities/account';
import { testFolder } from './test-database';
import { newTestGateway } from './test-gateway';
import type { TestInstallation } from './test-installation';

/** Values of keys. */
export const FLEET = 'fleet-8f3c1a9e4b7d2065';
export const OFFICE = 'office-51c7e0d94ab83f26';
const OPEN = 'open-c40d7715fa29e8b3';
const PLAIN = 'plain-2e91b6f80d4ca753';
const TWIN = 'twin-a7730ebd5c2916f4';
const BLOCKED = 'blocked-63f1d8250ae94b7c';
const INACTIVE = 'inactive-90be46c3d17f582a';
const EXPIRED = 'expired-d5208fa1963b7ce4';
const UNKNOWN = 'unknown-17ca9d64e80b35f2';

const key = (name: string, value: string, more: object = {}): object => ({ name, value, ...more });
const account = (externalId: string, parent: string | null, kind: 'VENDOR' | 'CUSTOMER', more: object): object => ({
  ...{ externalId, parent, kind, name: externalId, ...more },
});
const UNATTENDED = { fullApiAccess: true, allowUnauthenticatedRequests: true };

/** Names that no header could hold as they are. */
export const BAKERY_NAME = 'Bäckerei "Zum Löwen", 5 % ☕';
export const FLEET_NAME = "Fleet's (ünïcode), 1 < 2";

const TREE = {
  format: 'keytree/1',
  accounts: [
    account('acme', null, 'VENDOR', {
      domains: ['acme.example'],
      apiKeys: [
        key(FLEET_NAME, FLEET, UNATTENDED),
        key('Office', OFFICE, { ...UNATTENDED, allowedIps: ['198.51.100.0/24'] }),
        key('Open', OPEN, { allowUnauthenticatedRequests: true }),
        key('Plain', PLAIN),
        key('Blocked', BLOCKED, UNATTENDED),
        key('Inactive', INACTIVE, { active: false }),
        key('Expired', EXPIRED, { expiresAt: '2020-01-01T00:00:00.000Z' }),
      ],
    }),
    account('bäckerei/1', 'acme', 'CUSTOMER', {
      name: BAKERY_NAME,
      domains: ['bakery.example'],
      apiKeys: [key('Twin', TWIN)],
      blockedApiKeys: [{ account: 'acme', name: 'Blocked' }],
    }),
    account('school', 'acme', 'CUSTOMER', {
      domains: ['school.example'],
      apiKeys: [key('Twin', TWIN)],
      status: 'SUSPENDED',
    }),
    account('elsewhere', null, 'VENDOR', { domains: ['elsewhere.example'] }),
  ],
};

interface Asked {
  /** Null: none is named. */
  readonly account: { readonly externalId: string; readonly domain: string } | null;
  readonly key: string;
  readonly operation: OperationClass;
  readonly clientIp?: string;
  readonly userToken?: string;
}

const BAKERY = { externalId: 'bäckerei/1', domain: 'bakery.example' };

/** One request for each code, by a gateway on the account acme. */
export const ASKED: Readonly<Record<DecisionCode, Asked>> = {
  ACCOUNT_REQUIRED: { account: null, key: TWIN, operation: 'LIMITED' },
  ACCOUNT_NOT_FOUND: {
    account: { externalId: 'elsewhere', domain: 'elsewhere.example' },
    key: FLEET,
    operation: 'LIMITED',
  },
  ACCOUNT_SUSPENDED: {
    account: { externalId: 'school', domain: 'school.example' },
    key: FLEET,
    operation: 'LIMITED',
  },
  KEY_NOT_FOUND: { account: BAKERY, key: UNKNOWN, operation: 'LIMITED', clientIp: '127.0.0.1' },
  KEY_BLOCKED: { account: BAKERY, key: BLOCKED, operation: 'LIMITED' },
  KEY_INACTIVE: { account: BAKERY, key: INACTIVE, operation: 'LIMITED' },
  KEY_EXPIRED: { account: BAKERY, key: EXPIRED, operation: 'LIMITED' },
  IP_NOT_ALLOWED: { account: BAKERY, key: OFFICE, operation: 'LIMITED', clientIp: '127.0.0.1' },
  FULL_ACCESS_REQUIRED: { account: BAKERY, key: OPEN, operation: 'ADMINISTRATIVE' },
  ENDPOINT_NOT_TRUSTED: { account: BAKERY, key: PLAIN, operation: 'LOGIN' },
  USER_TOKEN_REQUIRED: { account: BAKERY, key: PLAIN, operation: 'LIMITED' },
  USER_TOKEN_INVALID: { account: BAKERY, key: OPEN, operation: 'LIMITED', userToken: 'malformed' },
  VALID: { account: BAKERY, key: FLEET, operation: 'ADMINISTRATIVE' },
};

/** The body that asks this of /v1/verify. */
export function bodyOf({ account, ...asked }: Asked): Record<string, unknown> {
  return { account: account && { externalId: account.externalId }, ...asked };
}

/** Imports the tree; answers the credential of a gateway on acme. */
export async function plantDecisionWorld(installation: TestInstallation): Promise<string> {
  // Of its own: suites that run side by side share the folder, and one would read what another is writing.
  const file = join(mkdtempSync(join(testFolder(), 'decision-world-')), 'tree.json');
  writeFileSync(file, JSON.stringify(TREE));
  await importTree(installation.commandLine, { file });
  const acme = await installation.commandLine.manager.findOneByOrFail(Account, { externalId: 'acme' });
  return newTestGateway(installation, acme);
}
