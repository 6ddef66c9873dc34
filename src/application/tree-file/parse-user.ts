import { nameKey } from '../../domain/text/name';
import { checkPassword } from '../../domain/users/password';
import { permissionsOf, refuseRoleFaults } from '../roles/role-fields';
import { faultsOfUser } from '../users/create-user';
import type { ObjectReader } from './object-reader';
import { type ParseSettings, refuseForeignHash } from './parse-secret';
import type { ParsedGrant, ParsedRole, ParsedUser } from './parsed';

/** A PHC string of argon2id; base64 without padding. */
const PASSWORD_HASH =
  /^\$argon2id\$v=19\$m=[1-9]\d{0,6},t=[1-9]\d?,p=[1-9]\d?\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{22,128}$/;

export function parseUser(reader: ObjectReader, settings: ParseSettings): ParsedUser | null {
  const name = reader.requiredText('name');
  const email = reader.textOrNull('email') ?? null;
  const displayName = reader.textOrNull('displayName') ?? null;
  const disabled = reader.flag('disabled') ?? false;
  reader.spot.refused(faultsOfUser({ name, email, displayName }));
  const secret = parsePassword(reader, settings);
  const grants = reader.objects('grants', parseGrant);
  if (name === undefined || secret === null) return null;
  return { spot: reader.spot, name, nameKey: nameKey(name), email, displayName, disabled, secret, grants };
}

function parsePassword(reader: ObjectReader, settings: ParseSettings): ParsedUser['secret'] | null {
  const password = reader.text('password');
  const passwordHash = reader.text('passwordHash');
  if (reader.has('password') === reader.has('passwordHash')) {
    reader.spot.fault('ONE_PASSWORD', 'A user has `password` or `passwordHash`: one of them.');
    return null;
  }
  if (password !== undefined) {
    const fault = checkPassword(password);
    if (fault) reader.spot.at('password').fault(fault.code, fault.message);
    return fault ? null : { password };
  }
  if (passwordHash === undefined) return null;
  refuseForeignHash(reader, 'passwordHash', settings);
  if (PASSWORD_HASH.test(passwordHash)) return { passwordHash };
  reader.spot.at('passwordHash').fault('NOT_A_HASH', 'A password hash is an argon2id PHC string, as exports have it.');
  return null;
}

function parseGrant(reader: ObjectReader): ParsedGrant | null {
  const role = reader.requiredText('role');
  const account = reader.requiredTextOrNull('account');
  const roleAccount = reader.textOrNull('roleAccount');
  return role === undefined || account === undefined ? null : { spot: reader.spot, role, account, roleAccount };
}

export function parseRole(reader: ObjectReader): ParsedRole | null {
  const name = reader.requiredText('name');
  const description = reader.textOrNull('description') ?? null;
  const permissions = reader.texts('permissions') ?? [];
  reader.spot.collect(() => refuseRoleFaults({ name, description, permissions }));
  if (name === undefined) return null;
  return { spot: reader.spot, name, nameKey: nameKey(name), description, permissions: permissionsOf(permissions) };
}
