import { isWithin } from '../../domain/accounts/account-path';
import { nameKey } from '../../domain/text/name';
import { RoleGrant } from '../../entities/role-grant';
import { creatorOf } from '../audit/actor';
import { newId } from '../new-id';
import type { FileRef } from './format';
import type { NewRows } from './new-rows';
import type { ParsedContents, ParsedGrant } from './parsed';
import type { Named, Place } from './place';
import type { Planning } from './planning';

/** A grant and whose it is. It may name accounts and roles further down in the file: so grants come last. */
export interface UsersGrant {
  readonly userAccount: FileRef;
  readonly userNameKey: string;
  readonly grant: ParsedGrant;
}

export function grantsOf(userAccount: FileRef, { users }: ParsedContents): UsersGrant[] {
  return users.flatMap((user) => user.grants.map((grant) => ({ userAccount, userNameKey: user.nameKey, grant })));
}

/** Grants of one statement's worth of accounts. */
const BATCH = 250;

/** Answers the grants that are missing, beside their rows. */
export async function planGrants(planning: Planning, all: readonly UsersGrant[], rows: NewRows): Promise<UsersGrant[]> {
  const missing: UsersGrant[] = [];
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all.slice(from, from + BATCH);
    await planning.places.resolve(
      batch.flatMap(({ userAccount, grant }) => [userAccount, grant.account, grant.roleAccount ?? null]),
    );
    for (const one of batch) if (planGrant(planning, one, rows)) missing.push(one);
    planning.places.letGo();
  }
  return missing;
}

function planGrant(planning: Planning, { userAccount, userNameKey, grant }: UsersGrant, rows: NewRows): boolean {
  const { places } = planning;
  const home = places.find(userAccount);
  const user = home?.users.get(userNameKey);
  // Its account or the user has a fault of its own.
  if (!home || !user) return false;
  const place = placeMeant(planning, grant);
  if (!place) return false;
  if (!isWithin(place.path, home.path)) {
    grant.spot.at('account').fault('NOT_BELOW', "A role is granted on the user's own account or one below it.");
    return false;
  }
  const role = roleMeant(planning, place, grant);
  if (!role) return false;
  const key = `${role.id}:${place.id}`;
  if (user.grants.has(key)) return false;
  user.grants.add(key);
  const row = Object.assign(new RoleGrant(), {
    id: newId(),
    userId: user.id,
    roleId: role.id,
    accountId: place.id,
    createdAt: planning.context.now(),
    createdBy: creatorOf(planning.context.caller),
  } satisfies RoleGrant);
  rows.grants.push({ place, row, role, user });
  return true;
}

function placeMeant({ places }: Planning, { spot, account }: ParsedGrant): Place | null {
  const place = places.find(account);
  if (place || (account !== null && places.broken.has(account))) return place;
  spot.at('account').fault('NOT_FOUND', 'There is no such account, neither in the file nor in the database.');
  return null;
}

function roleMeant({ places }: Planning, place: Place, { spot, role, roleAccount }: ParsedGrant): Named | null {
  const key = nameKey(role);
  if (roleAccount !== undefined) return roleOn(places.find(roleAccount), place, key, spot);
  for (const above of place.upwards()) {
    const found = above.roles.get(key);
    if (found) return found;
  }
  spot.at('role').fault('NOT_FOUND', `No role of this name can be used on ${place.title}: there is none on its line.`);
  return null;
}

function roleOn(home: Place | null, place: Place, key: string, spot: ParsedGrant['spot']): Named | null {
  if (!home || !isWithin(place.path, home.path)) {
    spot
      .at('roleAccount')
      .fault('NOT_ABOVE', `A role is used on its own account and below; ${place.title} is not there.`);
    return null;
  }
  const found = home.roles.get(key);
  if (!found) spot.at('role').fault('NOT_FOUND', `There is no role of this name on ${home.title}.`);
  return found ?? null;
}
