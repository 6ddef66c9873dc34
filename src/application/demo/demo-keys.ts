import type { Account } from '../../entities/account';
import type { Change } from '../change';
import { blockInheritedKey } from '../keys/block-inherited-key';
import { createApiKey, type CreateApiKeyInput } from '../keys/create-api-key';
import { deactivateApiKey } from '../keys/deactivate-api-key';
import { regenerateApiKey } from '../keys/regenerate-api-key';
import { ApiKey } from '../../entities/api-key';

const DAY_MS = 86_400_000;

function after(change: Change, days: number): Date {
  return new Date(change.now().getTime() + days * DAY_MS);
}

async function newKey(change: Change, account: Account, fields: Omit<CreateApiKeyInput, 'accountId'>): Promise<string> {
  const { apiKey } = await createApiKey(change, { ...fields, accountId: account.id });
  return apiKey.id;
}

/** Of a distributor: one for its monitoring everywhere, one that has expired. Answers the first. */
export async function makeDistributorKeys(change: Change, distributor: Account): Promise<string> {
  await newKey(change, distributor, {
    name: 'Migration 2024',
    fullApiAccess: true,
    expiresAt: after(change, -200),
    description: 'Of the move from the old console; expired.',
  });
  return newKey(change, distributor, {
    name: 'Fleet monitoring',
    allowUnauthenticatedRequests: true,
    allowedIps: ['198.51.100.0/24', '2001:db8:40::/48'],
    expiresAt: after(change, 300),
    permissions: ['ViewAccount', 'ViewApiKey'],
    tags: ['monitoring'],
  });
}

/** Of a region: a key whose value was just replaced and whose old one works on for a week. */
export async function makeRegionKeys(change: Change, region: Account): Promise<void> {
  const id = await newKey(change, region, {
    name: 'Provisioning',
    fullApiAccess: true,
    allowUnauthenticatedRequests: true,
    allowedIps: ['203.0.113.16/28'],
    expiresAt: after(change, 90),
  });
  await regenerateApiKey(change, { keyId: id, overlapSeconds: 7 * 86_400 });
}

/** What an administrator of a customer may have done, a little different for each. */
export async function makeCustomerKeys(
  change: Change,
  customer: Account,
  number: number,
  monitoringKeyId: string,
): Promise<void> {
  if (number % 3 === 0) await replacePredefinedKey(change, customer);
  if (number % 5 === 0)
    await newKey(change, customer, { name: 'Kiosk pilot', expiresAt: after(change, 12), clientType: 'EMBEDDED' });
  if (number % 7 === 0) await blockInheritedKey(change, { accountId: customer.id, keyId: monitoringKeyId });
}

/** As findings advise: an own key for the installations, then the predefined one is deactivated. */
async function replacePredefinedKey(change: Change, customer: Account): Promise<void> {
  await newKey(change, customer, {
    name: 'Own gateway key',
    clientType: 'CLIENT',
    allowUnauthenticatedRequests: true,
    allowUntrustedEndpoints: true,
    allowedIps: ['192.0.2.0/24'],
    expiresAt: after(change, 365),
  });
  const predefined = await change.manager.findOneBy(ApiKey, {
    accountId: customer.id,
    clientType: 'CLIENT',
    predefined: true,
  });
  if (predefined) await deactivateApiKey(change, { keyId: predefined.id });
}
