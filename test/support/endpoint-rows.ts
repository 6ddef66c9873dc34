import { randomBytes } from 'node:crypto';
import { change } from '../../src/application/change';
import { newId } from '../../src/application/new-id';
import { insertAll } from '../../src/database/insert';
import { publicId } from '../../src/domain/ids';
import { DeviceRegistration } from '../../src/entities/device-registration';
import { Endpoint } from '../../src/entities/endpoint';
import { RefreshToken } from '../../src/entities/refresh-token';
import { TokenFamily } from '../../src/entities/token-family';
import { bare } from './people';
import type { TestInstallation } from './test-installation';

const CODE_LIFETIME_MS = 600_000;
const FAMILY_LIFETIME_MS = 31_536_000_000;

let serial = 0;

export interface EndpointRows {
  /** Public id. */
  readonly id: string;
  readonly endpoint: Endpoint;
  /** In the order in which they were given. */
  readonly registrations: readonly DeviceRegistration[];
}

/**
 * Makes an endpoint on the account (public id) with its registrations, as rows: by default PENDING, and of each
 * registration WAITING for ten minutes. Ids within the rows are bare ones.
 */
export async function newEndpointRows(
  installation: TestInstallation,
  accountId: string,
  columns: Partial<Endpoint> = {},
  registrations: readonly Partial<DeviceRegistration>[] = [],
): Promise<EndpointRows> {
  const now = installation.services.now();
  const endpoint = Object.assign(new Endpoint(), {
    id: newId(),
    accountId: bare(accountId),
    clientId: `client-${++serial}`,
    name: `endpoint ${serial}`,
    clientType: 'printer',
    description: null,
    status: 'PENDING',
    confirmed: false,
    decidedBy: null,
    decidedAt: null,
    keyId: newId(),
    publicKey: null,
    registeredAt: now,
    registeredIp: '192.0.2.7',
    lastSeenAt: null,
    lastSeenIp: null,
    signIns: 0,
    version: 1,
    ...columns,
  } satisfies Endpoint);
  await change(installation.commandLine, async (change) => {
    await insertAll(change.manager, Endpoint, [endpoint]);
    change.record('endpoint', endpoint.id);
  });
  const rows: DeviceRegistration[] = [];
  for (const one of registrations) rows.push(await newRegistrationRow(installation, endpoint, one));
  return { id: publicId('Endpoint', endpoint.id), endpoint, registrations: rows };
}

/** Another registration under the client id of the endpoint. */
export async function newRegistrationRow(
  installation: TestInstallation,
  endpoint: Pick<Endpoint, 'id' | 'keyId'>,
  columns: Partial<DeviceRegistration> = {},
): Promise<DeviceRegistration> {
  const now = installation.services.now();
  const registration = Object.assign(new DeviceRegistration(), {
    id: newId(),
    endpointId: endpoint.id,
    codeHash: randomBytes(32),
    userCode: newUserCode(),
    status: 'WAITING',
    keyId: endpoint.keyId,
    clientType: 'printer',
    description: null,
    publicKey: null,
    ip: '192.0.2.7',
    addressGroup: '192.0.2.7',
    createdAt: now,
    expiresAt: new Date(now.getTime() + CODE_LIFETIME_MS),
    polledAt: null,
    intervalSeconds: 5,
    ...columns,
  } satisfies DeviceRegistration);
  await change(installation.commandLine, async (change) => {
    await insertAll(change.manager, DeviceRegistration, [registration]);
    change.record('endpoint', endpoint.id);
  });
  return registration;
}

/** A family of tokens gained on the endpoint, by the device itself or by a user (bare id), with one refresh token. */
export async function newFamilyRow(
  installation: TestInstallation,
  endpoint: Pick<Endpoint, 'id' | 'accountId' | 'keyId' | 'clientId'>,
  columns: Partial<TokenFamily> = {},
): Promise<TokenFamily> {
  const now = installation.services.now();
  const family = Object.assign(new TokenFamily(), {
    id: newId(),
    accountId: endpoint.accountId,
    userId: null,
    endpointId: endpoint.id,
    keyId: endpoint.keyId,
    clientId: endpoint.clientId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + FAMILY_LIFETIME_MS),
    ip: null,
    ...columns,
  } satisfies TokenFamily);
  const token = Object.assign(new RefreshToken(), {
    tokenHash: randomBytes(32),
    familyId: family.id,
    expiresAt: family.expiresAt,
    usedAt: null,
  } satisfies RefreshToken);
  await change(installation.commandLine, async (change) => {
    await insertAll(change.manager, TokenFamily, [family]);
    await insertAll(change.manager, RefreshToken, [token]);
    change.record('token_family', family.id);
  });
  return family;
}

function newUserCode(): string {
  const letters = [...randomBytes(8)].map((byte) => 'BCDFGHJKLMNPQRSTVWXZ'.charAt(byte % 20)).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
