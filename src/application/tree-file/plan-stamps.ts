import { API_KEY_FLAGS } from '../../domain/keys/api-key';
import type { ApiKeyTemplate } from '../../entities/api-key-template';
import { pick } from '../audit/changed-fields';
import { newApiKey } from '../keys/create-api-key';
import type { Spot } from './file-faults';
import type { NewRows } from './new-rows';
import { valueRow } from './plan-keys';
import type { Place } from './place';
import type { Planning } from './planning';
import type { ValuesOfAccount } from './values-of-account';

const TAKEN_OVER = ['active', 'clientType', 'description', ...API_KEY_FLAGS] as const;

/** The predefined keys of a new customer, but for those whose name the file gives to a key of its own. */
export function planStamps(
  planning: Planning,
  place: Place,
  spot: Spot,
  taken: ReadonlySet<string>,
  values: ValuesOfAccount,
  rows: NewRows,
): void {
  for (const template of templatesAbove(place)) {
    if (!taken.has(template.nameKey)) stamp(planning, place, spot, template, values, rows);
  }
}

/** A nearer one replaces one of the same name further up. */
function templatesAbove(place: Place): ApiKeyTemplate[] {
  const nearest = new Map<string, ApiKeyTemplate>();
  for (const above of place.upwards()) {
    for (const template of above.templates.all()) {
      if (!nearest.has(template.nameKey)) nearest.set(template.nameKey, template);
    }
  }
  return [...nearest.values()].sort((one, other) => (one.nameKey < other.nameKey ? -1 : 1));
}

function stamp(
  planning: Planning,
  place: Place,
  spot: Spot,
  template: ApiKeyTemplate,
  values: ValuesOfAccount,
  rows: NewRows,
): void {
  const generated = template.valueHash === null ? planning.values.of(place.ref, template.name) : null;
  const hash = generated?.hash ?? (template.valueHash as Buffer);
  const hint = generated?.hint ?? template.hint ?? '';
  const row = newApiKey(
    planning.context,
    { ...pick(template, TAKEN_OVER), name: template.name, accountId: place.id },
    hint,
  );
  Object.assign(row, { predefined: true, fixedTemplateValue: generated === null });
  if (generated) row.id = generated.keyId;
  values.take(hash, row.name, spot);
  rows.keys.push({ place, row, values: [valueRow(row, hash, null)] });
}
