import { publicId } from '../../domain/ids';
import type { Directory } from '../directory/directory';
import { permissionsOfBits } from '../directory/people-table';
import type { Verdict } from '../verifier';

/**
 * The whole set that goes on to the service behind the proxy, empty where there is nothing, so that none of what a
 * client sent under these names passes. Names are percent-encoded (RFC 3986): headers are ASCII.
 */
export function passHeaders(directory: Directory, { account, key, user, endpoint }: Verdict): string[] {
  const { accounts, keys, people } = directory;
  const permissions = user ? permissionsOfBits(people.permissionsOn(user.id, account, accounts)) : [];
  return [
    'X-Keytree-Code',
    'VALID',
    'X-Keytree-Account',
    `acc_${accounts.idOf(account)}`,
    'X-Keytree-Account-External-Id',
    encodeURIComponent(accounts.externalIdOf(account) ?? ''),
    'X-Keytree-Account-Name',
    encodeURIComponent(accounts.nameOf(account)),
    'X-Keytree-Key',
    `key_${keys.idOf(key)}`,
    'X-Keytree-Key-Name',
    encodeURIComponent(keys.nameOf(key)),
    'X-Keytree-Full-Api-Access',
    String(keys.has(key, 'fullApiAccess')),
    'X-Keytree-Endpoint',
    endpoint ? publicId('Endpoint', endpoint.id) : '',
    'X-Keytree-User',
    user ? publicId('User', user.id) : '',
    'X-Keytree-User-Name',
    encodeURIComponent(user?.name ?? ''),
    'X-Keytree-Permissions',
    permissions.join(','),
    'Cache-Control',
    'no-store',
    'Content-Length',
    '0',
  ];
}
