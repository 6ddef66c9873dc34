import { CLIENT_TYPES } from '../../domain/endpoints/endpoint';
import { parseDeviceKey } from '../../domain/endpoints/device-key';
import {
  type Check,
  checkClientType,
  checkHash,
  checkReference,
  eachRow,
  isThere,
  type Row,
  subject,
  text,
} from './check-rows';

/** Devices, what they register with, and the tokens of devices and of users who logged in through a key. */
export async function checkEndpoints(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select: `e.id AS id, e.name AS name, e.account_id AS accountId, e.client_type AS clientType,
            e.public_key AS publicKey, a.id AS account`,
      from: 'endpoint e LEFT JOIN account a ON a.id = e.account_id',
      by: ['e.id'],
    },
    (row) => {
      const who = subject('Endpoint', row.id, row.name);
      checkReference(check, who, 'Account', row.accountId, row.account);
      checkDevice(check, who, row);
    },
  );
  await checkRegistrations(check);
  await checkFamilies(check);
  await checkRefreshTokens(check);
}

function checkDevice(check: Check, who: string, row: Row): void {
  checkClientType(check, who, CLIENT_TYPES, row.clientType);
  if (!isThere(row.publicKey)) return;
  const parsed = parseDeviceKey(text(row.publicKey));
  if (!parsed.ok) check.report(who, 'its public key is none: the device cannot prove itself by it');
}

async function checkRegistrations(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select: `r.id AS id, r.endpoint_id AS endpointId, r.code_hash AS codeHash, r.client_type AS clientType,
            r.public_key AS publicKey, e.id AS endpoint`,
      from: 'device_registration r LEFT JOIN endpoint e ON e.id = r.endpoint_id',
      by: ['r.id'],
    },
    (row) => {
      const who = `registration of ${subject('Endpoint', row.endpointId)}`;
      if (!isThere(row.endpoint)) check.report(who, 'the endpoint does not exist');
      checkHash(check, who, row.codeHash);
      checkDevice(check, who, row);
    },
  );
}

async function checkFamilies(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select: `f.id AS id, f.account_id AS accountId, f.user_id AS userId, f.endpoint_id AS endpointId,
            a.id AS account, u.id AS user_, e.id AS endpoint`,
      from: `token_family f LEFT JOIN account a ON a.id = f.account_id
     LEFT JOIN user u ON u.id = f.user_id LEFT JOIN endpoint e ON e.id = f.endpoint_id`,
      by: ['f.id'],
    },
    (row) => {
      const who = subject('TokenFamily', row.id);
      if (!isThere(row.userId) && !isThere(row.endpointId)) check.report(who, 'it is of no user and no endpoint');
      checkReference(check, who, 'Account', row.accountId, row.account);
      if (isThere(row.userId)) checkReference(check, who, 'User', row.userId, row.user_);
      if (isThere(row.endpointId)) checkReference(check, who, 'Endpoint', row.endpointId, row.endpoint);
    },
  );
}

async function checkRefreshTokens(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select: 't.token_hash AS tokenHash, t.family_id AS familyId, f.id AS family',
      from: 'refresh_token t LEFT JOIN token_family f ON f.id = t.family_id',
      by: ['t.token_hash'],
    },
    (row) => {
      const family = subject('TokenFamily', row.familyId);
      if (!isThere(row.family)) check.report('a refresh token', `its family ${family} does not exist`);
      checkHash(check, `a refresh token of ${family}`, row.tokenHash);
    },
  );
}
