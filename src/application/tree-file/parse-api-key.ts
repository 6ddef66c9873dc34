import { API_KEY_FLAGS, CLIENT_TYPES, type ClientType } from '../../domain/keys/api-key';
import { isPermission } from '../../domain/permissions/permission';
import { nameKey } from '../../domain/text/name';
import { InputFaults } from '../input-faults';
import { type ApiKeyFields, checkApiKeyFields } from '../keys/api-key-input';
import { checkTemplateFields, type TemplateFields } from '../templates/template-input';
import type { ObjectReader } from './object-reader';
import { parseHash, parseSecret, type ParseSettings } from './parse-secret';
import type { ParsedKey, ParsedTemplate } from './parsed';

export function parseApiKey(reader: ObjectReader, settings: ParseSettings): ParsedKey | null {
  const name = reader.requiredText('name');
  const permissions = reader.texts('permissions') ?? [];
  const fields: ApiKeyFields = {
    ...flagsOf(reader),
    name,
    expiresAt: reader.instantOrNull('expiresAt'),
    allowedIps: reader.texts('allowedIps'),
    permissions: permissions.filter(isPermission),
    tags: reader.texts('tags'),
  };
  const faults = new InputFaults();
  const { allowedIps } = checkApiKeyFields({ ...fields, permissions: permissions as never }, faults);
  reader.spot.refused(faults);
  const secret = parseSecret(reader, settings);
  const replaced = reader.objects('replacedValues', (value) => {
    const hash = parseHash(value, 'valueHash', settings);
    const worksUntil = value.instant('worksUntil');
    if (!value.has('valueHash') || !value.has('worksUntil')) {
      value.spot.fault('REQUIRED', 'A replaced value has `valueHash` and `worksUntil`.');
    }
    return hash && worksUntil ? { hash, worksUntil } : null;
  });
  const predefined = reader.flag('predefined') ?? false;
  const fixedTemplateValue = reader.flag('fixedTemplateValue') ?? false;
  if (name === undefined) return null;
  return {
    spot: reader.spot,
    name,
    nameKey: nameKey(name),
    fields: { ...fields, allowedIps },
    predefined,
    fixedTemplateValue,
    secret,
    replaced,
  };
}

export function parseTemplate(reader: ObjectReader, settings: ParseSettings): ParsedTemplate | null {
  const name = reader.requiredText('name');
  const fields: TemplateFields = { ...flagsOf(reader), name };
  reader.spot.addAll(checkTemplateFields(fields));
  const secret = parseSecret(reader, settings);
  return name === undefined ? null : { spot: reader.spot, name, nameKey: nameKey(name), fields, secret };
}

function flagsOf(reader: ObjectReader): TemplateFields & { clientType: ClientType | undefined } {
  return {
    active: reader.flag('active'),
    ...Object.fromEntries(API_KEY_FLAGS.map((flag) => [flag, reader.flag(flag)])),
    clientType: reader.oneOf('clientType', CLIENT_TYPES),
    description: reader.textOrNull('description'),
  };
}
