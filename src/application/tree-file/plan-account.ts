import { MAX_ACCOUNT_DEPTH } from '../../domain/accounts/account';
import { childPath } from '../../domain/accounts/account-path';
import { nameKey } from '../../domain/text/name';
import { Account } from '../../entities/account';
import { lifetimeColumns } from '../accounts/account-input';
import { newId } from '../new-id';
import { refuseDifferences } from './differences';
import { idOfRef } from './format';
import { NewRows } from './new-rows';
import type { ParsedAccount } from './parsed';
import { planBlocks } from './plan-blocks';
import { planContents } from './plan-contents';
import { planKeys } from './plan-keys';
import { planStamps } from './plan-stamps';
import { Place } from './place';
import type { Planning } from './planning';
import { type ValueAboveOthers, ValuesOfAccount } from './values-of-account';

const COMPARED = [
  'kind',
  'name',
  'status',
  'externalId',
  'userAccessTokenSeconds',
  'deviceAccessTokenSeconds',
  'refreshTokenSeconds',
] as const satisfies readonly (keyof Account)[];

/** What the database must be asked for the whole chunk. */
export interface Questions {
  readonly above: ValueAboveOthers[];
  readonly domains: { readonly domain: string; readonly place: Place; readonly spot: ParsedAccount['spot'] }[];
}

export function noQuestions(): Questions {
  return { above: [], domains: [] };
}

/** Where the account stands, existing or to be made; null where it cannot be made. Parents come first. */
export function placeOf(planning: Planning, parsed: ParsedAccount): Place | null {
  const { places } = planning;
  const { ref, spot } = parsed;
  const known = places.find(ref);
  if (known) {
    if (!isFree(known, spot)) return null;
    known.inFile = true;
    const parent = places.find(parsed.parent);
    if (parent) parent.hasChildren = true;
    return known;
  }
  const parent = parentOf(planning, parsed);
  if (!parent) {
    places.broken.add(ref);
    return null;
  }
  parent.hasChildren = true;
  const id = idOfRef(ref) ?? newId();
  const place = new Place(id, ref, parsed.kind, childPath(parent.path, id), parent, false);
  place.inFile = true;
  places.add(ref, place);
  return place;
}

function isFree(known: Place, spot: ParsedAccount['spot']): boolean {
  const at = spot.at('externalId');
  if (known.ref === null) at.fault('ROOT', 'This is the root account: what it keeps stands in `root`.');
  else if (known.inFile) at.fault('DUPLICATE', 'The file has this account twice.');
  else if (known.hasChildren) at.fault('AFTER_ITS_CHILD', 'Parents stand before their children.');
  else return true;
  return false;
}

function parentOf({ places }: Planning, { spot, parent: ref }: ParsedAccount): Place | null {
  const parent = places.find(ref);
  const at = spot.at('parent');
  if (!parent) {
    if (ref !== null && places.broken.has(ref)) return null;
    at.fault('NOT_FOUND', 'There is no such account, neither before this one in the file nor in the database.');
    return null;
  }
  if (parent.kind !== 'VENDOR') {
    at.fault('CUSTOMER', 'A customer has no accounts below it: choose a vendor as parent.');
    return null;
  }
  if (parent.depth >= MAX_ACCOUNT_DEPTH) {
    at.fault('TOO_DEEP', `The tree is at most ${MAX_ACCOUNT_DEPTH} levels deep below the root.`);
    return null;
  }
  return parent;
}

/** Everything of one account but its users' grants. */
export function planAccount(planning: Planning, place: Place, parsed: ParsedAccount, questions: Questions): NewRows {
  const rows = new NewRows();
  const values = new ValuesOfAccount(place, rows, (value) => planning.places.counts(value));
  claimDomains(planning, place, parsed);
  if (place.stored) compareAccount(planning, place, place.stored.account, parsed);
  else {
    const row = newRow(planning, place, parsed);
    rows.accounts.push({ place, row, domains: parsed.domains });
    for (const domain of parsed.domains) questions.domains.push({ domain, place, spot: parsed.spot });
  }
  planKeys(planning, place, parsed.keys, values, rows);
  if (planning.predefined && !place.exists && place.kind === 'CUSTOMER') {
    planStamps(planning, place, parsed.spot, new Set(parsed.keys.map((key) => key.nameKey)), values, rows);
  }
  planContents(planning, place, parsed, rows);
  planBlocks(planning, place, parsed, rows);
  questions.above.push(...values.above);
  return rows;
}

function newRow(planning: Planning, place: Place, parsed: ParsedAccount): Account {
  const now = planning.context.now();
  return Object.assign(new Account(), {
    id: place.id,
    kind: parsed.kind,
    parentId: place.parent?.id ?? null,
    parentKind: 'VENDOR',
    rootSlot: null,
    path: place.path,
    depth: place.depth,
    name: parsed.name,
    nameKey: nameKey(parsed.name),
    status: parsed.status,
    externalId: parsed.externalId,
    userAccessTokenSeconds: null,
    deviceAccessTokenSeconds: null,
    refreshTokenSeconds: null,
    ...lifetimeColumns(parsed.tokenLifetimes),
    version: 1,
    createdAt: now,
    updatedAt: now,
  } satisfies Account);
}

function compareAccount(planning: Planning, place: Place, stored: Account, parsed: ParsedAccount): void {
  const further = [
    ...(planning.places.find(parsed.parent) === place.parent ? [] : ['parent']),
    ...(sameDomains(place, parsed.domains) ? [] : ['domains']),
  ];
  refuseDifferences(parsed.spot, 'The account', stored, newRow(planning, place, parsed), COMPARED, further);
}

export function sameDomains(place: Place, domains: readonly string[]): boolean {
  return [...(place.stored?.contents.domains ?? [])].sort().join() === [...domains].sort().join();
}

/** Each domain once in the file. */
export function claimDomains(
  { places }: Planning,
  place: Place,
  parsed: Pick<ParsedAccount, 'domains' | 'spot'>,
): void {
  for (const domain of parsed.domains) {
    const other = places.domains.get(domain);
    if (other)
      parsed.spot.at('domains').fault('DUPLICATE', `The domain ${domain} belongs to ${other.title} in the file.`);
    else places.domains.set(domain, place);
  }
}
