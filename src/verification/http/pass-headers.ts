import type { Directory } from '../directory/directory';
import type { Verdict } from '../verifier';

/**
 * The whole set that goes on to the service behind the proxy, empty where there is nothing, so that none of what a
 * client sent under these names passes. Names are percent-encoded (RFC 3986): headers are ASCII.
 */
export function passHeaders({ accounts, keys }: Directory, { account, key }: Verdict): string[] {
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
    '',
    'X-Keytree-User',
    '',
    'X-Keytree-User-Name',
    '',
    'X-Keytree-Permissions',
    '',
    'Cache-Control',
    'no-store',
    'Content-Length',
    '0',
  ];
}
