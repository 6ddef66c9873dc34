import { nameKey } from '../../domain/text/name';
import { Account } from '../../entities/account';
import { lifetimeColumns } from '../accounts/account-input';
import { refuseDifferences } from './differences';
import { NewRows } from './new-rows';
import type { ParsedRoot } from './parsed';
import { claimDomains, type Questions, sameDomains } from './plan-account';
import { planContents } from './plan-contents';
import { planKeys } from './plan-keys';
import type { Planning } from './planning';
import { ValuesOfAccount } from './values-of-account';

const OWN = [
  'name',
  'externalId',
  'userAccessTokenSeconds',
  'deviceAccessTokenSeconds',
  'refreshTokenSeconds',
] as const satisfies readonly (keyof Account)[];

/** What the root keeps, and its own properties, which are set where nobody has changed them since the set-up. */
export function planRoot(planning: Planning, parsed: ParsedRoot, questions: Questions): NewRows {
  const rows = new NewRows();
  const place = planning.places.root;
  place.inFile = true;
  claimDomains(planning, place, parsed);
  planOwnProperties(planning, parsed, rows, questions);
  const values = new ValuesOfAccount(place, rows, (value) => planning.places.counts(value));
  planKeys(planning, place, parsed.keys, values, rows);
  planContents(planning, place, parsed, rows);
  questions.above.push(...values.above);
  return rows;
}

function planOwnProperties(planning: Planning, parsed: ParsedRoot, rows: NewRows, questions: Questions): void {
  const place = planning.places.root;
  const before = place.stored?.account;
  if (!before) return;
  const { name, externalId, tokenLifetimes, given, domains, spot } = parsed;
  const after = Object.assign(new Account(), before, {
    ...(name === undefined ? {} : { name, nameKey: nameKey(name) }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(given.tokenLifetimes ? lifetimeColumns(tokenLifetimes) : {}),
  });
  const domainsDiffer = given.domains && !sameDomains(place, domains);
  if (before.version !== 1) {
    refuseDifferences(spot, 'The root', before, after, OWN, domainsDiffer ? ['domains'] : []);
    return;
  }
  if (!domainsDiffer && OWN.every((field) => before[field] === after[field])) return;
  const { places } = planning;
  const other = typeof after.externalId === 'string' ? (places.find(after.externalId) ?? place) : place;
  if (other !== place) spot.at('externalId').fault('TAKEN', 'This external id belongs to another account.');
  if (typeof after.externalId === 'string') places.add(after.externalId, place);
  Object.assign(after, { version: before.version + 1, updatedAt: planning.context.now() });
  rows.root = { before, after, domains: domainsDiffer ? domains : null };
  if (domainsDiffer) for (const domain of domains) questions.domains.push({ domain, place, spot });
}
