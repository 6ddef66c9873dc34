import { CHECK_CODES } from '../domain/decision/codes';
import type { IdKind } from '../domain/ids';
import { FORWARD_AUTH_FAULTS } from '../verification/http/codes';
import { idOf, type Schema } from './schemas';

interface Header {
  readonly description: string;
  readonly required: true;
  readonly schema: Schema;
}

const header = (description: string, schema: Schema): Header => ({ description, required: true, schema });
const idOrEmpty = (kind: IdKind): Schema => ({ oneOf: [idOf(kind), { type: 'string', maxLength: 0 }] });
/** ASCII without blanks. */
const ENCODED: Schema = { type: 'string', pattern: "^(?:[A-Za-z0-9._~!*'()-]|%[0-9A-F]{2})*$" };

export const NO_STORE: Readonly<Record<string, Header>> = {
  'Cache-Control': header('Answers are worked out for one request.', { const: 'no-store' }),
};

export const challenge = (scheme: string): Readonly<Record<string, Header>> => ({
  'WWW-Authenticate': header('RFC 9110, section 11.6.1.', { const: `${scheme} realm="keytree"` }),
});

/** Of a 401 the one code, of a 403 any other. */
export function refusalHeaders(status: 401 | 403): Readonly<Record<string, Header>> {
  const codes = status === 401 ? ['KEY_REQUIRED'] : FORWARD_AUTH_FAULTS.filter((code) => code !== 'KEY_REQUIRED');
  return {
    'X-Keytree-Code': header('Why not.', { enum: status === 401 ? codes : [...CHECK_CODES, ...codes] }),
    ...NO_STORE,
    ...(status === 401 ? challenge('X-Api-Key') : {}),
  };
}

/** The whole set goes out with each 200, so that a proxy that sets them all lets none of a client's own pass. */
export const PASS_HEADERS: Readonly<Record<string, Header>> = {
  'X-Keytree-Code': header('VALID.', { const: 'VALID' }),
  'X-Keytree-Account': header('Id of the account.', idOf('Account')),
  'X-Keytree-Account-External-Id': header("The operator's own id, percent-encoded; empty without one.", ENCODED),
  'X-Keytree-Account-Name': header('Percent-encoded.', ENCODED),
  'X-Keytree-Key': header('Id of the key.', idOf('ApiKey')),
  'X-Keytree-Key-Name': header('Percent-encoded.', ENCODED),
  'X-Keytree-Full-Api-Access': header('Whether the key opens administrative functions.', { enum: ['true', 'false'] }),
  'X-Keytree-Endpoint': header('Id of the device; empty without one.', idOrEmpty('Endpoint')),
  'X-Keytree-User': header('Id of the user; empty without one.', idOrEmpty('User')),
  'X-Keytree-User-Name': header('Percent-encoded; empty as the user.', ENCODED),
  'X-Keytree-Permissions': header('Of the user on the account, with commas between; empty as the user.', {
    type: 'string',
    pattern: '^(?:[A-Za-z]+(?:,[A-Za-z]+)*)?$',
  }),
  ...NO_STORE,
};
