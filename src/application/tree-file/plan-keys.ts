import { ApiKey } from '../../entities/api-key';
import { ApiKeyValue } from '../../entities/api-key-value';
import { newApiKey } from '../keys/create-api-key';
import { refuseDifferences } from './differences';
import type { NewRows } from './new-rows';
import type { ParsedKey, ParsedSecret } from './parsed';
import { hashKey, type Place } from './place';
import type { Planning } from './planning';
import type { ValuesOfAccount } from './values-of-account';

const COMPARED = [
  'name',
  'active',
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
  'expiresAt',
  'allowedIps',
  'predefined',
  'fixedTemplateValue',
  'clientType',
  'permissions',
  'description',
  'tags',
] as const satisfies readonly (keyof ApiKey)[];

/** The keys of one account; each name once. */
export function planKeys(
  planning: Planning,
  place: Place,
  keys: readonly ParsedKey[],
  values: ValuesOfAccount,
  rows: NewRows,
): void {
  const existing = new Map(place.stored?.contents.keys.map((key) => [key.nameKey, key]));
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key.nameKey)) {
      key.spot.at('name').fault('DUPLICATE', 'The account has another key of this name, compared without case.');
      continue;
    }
    seen.add(key.nameKey);
    const stored = existing.get(key.nameKey);
    if (stored) compareKey(planning, place, key, stored, values);
    else addKey(planning, place, key, values, rows);
  }
}

function addKey(planning: Planning, place: Place, parsed: ParsedKey, values: ValuesOfAccount, rows: NewRows): void {
  const generated = parsed.secret === null ? planning.values.of(place.ref, parsed.name) : null;
  const secret: ParsedSecret = parsed.secret ?? { hash: generated?.hash as Buffer, hint: generated?.hint ?? '' };
  const row = rowOf(planning, place, parsed, secret);
  if (generated) row.id = generated.keyId;
  const replaced = remembered(planning, parsed);
  for (const [hash, spot] of [
    [secret.hash, parsed.spot.at(parsed.secret === null ? 'name' : 'value')] as const,
    ...replaced.map(({ hash }) => [hash, parsed.spot.at('replacedValues')] as const),
  ]) {
    values.take(hash, row.name, spot);
  }
  if (place.kind === 'VENDOR') place.keys.set(row.nameKey, { id: row.id, name: row.name });
  rows.keys.push({
    place,
    row,
    values: [
      valueRow(row, secret.hash, null),
      ...replaced.map(({ hash, worksUntil }) => valueRow(row, hash, worksUntil)),
    ],
  });
}

function rowOf(planning: Planning, place: Place, parsed: ParsedKey, secret: Pick<ParsedSecret, 'hint'>): ApiKey {
  const { name, fields, predefined, fixedTemplateValue } = parsed;
  const row = newApiKey(planning.context, { ...fields, name, accountId: place.id }, secret.hint);
  return Object.assign(row, { predefined, fixedTemplateValue });
}

export function valueRow(key: Pick<ApiKey, 'id' | 'accountId'>, hash: Buffer, worksUntil: Date | null): ApiKeyValue {
  return Object.assign(new ApiKeyValue(), {
    valueHash: hash,
    accountId: key.accountId,
    keyId: key.id,
    isCurrent: worksUntil === null ? 1 : null,
    worksUntil,
  } satisfies ApiKeyValue);
}

/** Replaced values of the file that are not yet forgotten. */
function remembered({ places }: Planning, { replaced }: ParsedKey): ParsedKey['replaced'] {
  return replaced.filter((value) => places.counts(value));
}

function compareKey(
  planning: Planning,
  place: Place,
  parsed: ParsedKey,
  stored: ApiKey,
  values: ValuesOfAccount,
): void {
  const secret = parsed.secret;
  const wanted = rowOf(planning, place, parsed, { hint: secret?.hint ?? stored.hint });
  const further =
    secret === null || sameValues(planning, parsed, values.ofKey(stored.id), secret.hash) ? [] : ['value'];
  refuseDifferences(parsed.spot, 'The key', comparable(stored), comparable(wanted), COMPARED, further);
}

function comparable(key: ApiKey): ApiKey {
  return Object.assign(new ApiKey(), key, { allowedIps: [...key.allowedIps].sort(), tags: [...key.tags].sort() });
}

/** The current value and the replaced ones that are not yet forgotten. */
function sameValues(planning: Planning, parsed: ParsedKey, stored: readonly ApiKeyValue[], hash: Buffer): boolean {
  const kept = stored.map(asText);
  const wanted = [
    asText({ valueHash: hash, worksUntil: null }),
    ...remembered(planning, parsed).map((value) => asText({ valueHash: value.hash, worksUntil: value.worksUntil })),
  ];
  return kept.sort().join() === wanted.sort().join();
}

function asText({ valueHash, worksUntil }: Pick<ApiKeyValue, 'valueHash' | 'worksUntil'>): string {
  return `${hashKey(valueHash)} ${worksUntil?.toISOString() ?? ''}`;
}
