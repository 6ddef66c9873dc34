import { fc, test } from '@fast-check/jest';
import { ID_PREFIXES, type IdKind, parseAnyPublicId, parsePublicId, publicId } from '../../../src/domain/ids';
import {
  canonicalPermissions,
  isPermission,
  missingPermissions,
  PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/domain/permissions/permission';
import { KeyedHash } from '../../../src/domain/secrets/keyed-hash';
import { generatePassword } from '../../../src/domain/users/generate-password';
import { checkPassword } from '../../../src/domain/users/password';

const kinds = Object.keys(ID_PREFIXES) as IdKind[];
const id = '0190163d8694739b8d5f0123456789ab';

describe('a public id', () => {
  it.each(kinds)('of a kind is read as that kind alone: %s', (kind) => {
    const text = publicId(kind, id);
    expect(parseAnyPublicId(text)).toEqual({ kind, id });
    expect(kinds.filter((one) => parsePublicId(one, text) === id)).toEqual([kind]);
  });

  it.each([
    '',
    id,
    `acc_${id}0`,
    `acc_${id.toUpperCase()}`,
    `ACC_${id}`,
    `acc_${id}\n`,
    ` acc_${id}`,
    `xyz_${id}`,
    'acc_1',
  ])('is not %j', (text) => {
    expect(parseAnyPublicId(text)).toBeNull();
    expect(parsePublicId('Account', text)).toBeNull();
  });
});

describe('permissions', () => {
  const some = fc.array(fc.constantFrom(...PERMISSIONS));

  it('are View, Modify and Delete of six things, and ViewAuditLog', () => {
    const things = ['Account', 'ApiKey', 'User', 'Role', 'Endpoint', 'Gateway'];
    const expected = things.flatMap((thing) => ['View', 'Modify', 'Delete'].map((verb) => verb + thing));
    expect(new Set(PERMISSIONS)).toEqual(new Set([...expected, 'ViewAuditLog']));
    expect(VIEW_PERMISSIONS).toHaveLength(7);
    expect(['ViewApiKey', 'viewApiKey', 'View', 'toString', ''].map(isPermission)).toEqual([
      true,
      ...Array<boolean>(4).fill(false),
    ]);
  });

  test.prop([some, some])('are missing where they are wanted and not held, each once in one order', (wanted, held) => {
    const missing = missingPermissions(wanted, new Set(held));
    expect(missing).toEqual(canonicalPermissions([...missing].reverse().concat(missing)));
    for (const permission of PERMISSIONS) {
      expect(missing.includes(permission)).toBe(wanted.includes(permission) && !held.includes(permission));
    }
  });
});

describe('a password', () => {
  it('that is generated may be used, and is never the same twice', () => {
    const passwords = Array.from({ length: 100 }, () => generatePassword());
    expect(new Set(passwords).size).toBe(100);
    expect(passwords.filter((password) => checkPassword(password))).toEqual([]);
  });

  it.each(['correct horse battery', 'Пароль от сейфа', '🐴🔋📎🔑🌳🚪🪟🧱🔭🎻🥁🎺', `${'a1B2c3'.repeat(42)}wxyz`])(
    'may be used: %s',
    (text) => {
      expect(checkPassword(text)).toBeNull();
    },
  );

  it.each([
    ['TOO_SHORT', ''],
    ['TOO_SHORT', 'x7Qp2LmZ9vK'],
    ['TOO_SHORT', '🐴🔋📎🔑🌳🚪'],
    ['TOO_LONG', 'x7Qp'.repeat(64) + 'x'],
    ['TOO_LONG', 'ü'.repeat(129)],
    ['NOT_UNICODE', 'x7Qp2LmZ9vKs\uD800'],
    ['REPEATED', 'abcdabcdabcd'],
    ['COMMON', 'Password1234'],
    ['COMMON', 'Password12345'],
    ['COMMON', 'abcdefghijkl'],
    ['COMMON', 'administrator!'],
    ['COMMON', 'qwertyuiop12'],
  ])('is refused as %s: %j', (code, text) => {
    const fault = checkPassword(text);
    expect(fault?.code).toBe(code);
    if (text !== '') expect(fault?.message).not.toContain(text);
  });
});

describe('a keyed hash', () => {
  it('is HMAC-SHA-256 (RFC 4231, test case 2)', () => {
    expect(new KeyedHash(Buffer.from('Jefe')).hash('what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('tells values apart by the key, too', () => {
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)].map((key) => new KeyedHash(key));
    expect(one!.hash('value')).toEqual(one!.hash('value'));
    expect(one!.hash('value')).not.toEqual(other!.hash('value'));
  });
});
