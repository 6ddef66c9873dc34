import { ACCOUNT_KINDS, ACCOUNT_STATUSES } from '../../domain/accounts/account';
import type { TokenLifetimes } from '../../domain/accounts/token-lifetimes';
import { nameKey } from '../../domain/text/name';
import { checkAccountFields } from '../accounts/account-input';
import type { Spot } from './file-faults';
import { idOfRef } from './format';
import { ObjectReader } from './object-reader';
import { parseApiKey, parseTemplate } from './parse-api-key';
import type { ParseSettings } from './parse-secret';
import { parseRole, parseUser } from './parse-user';
import type { ParsedAccount, ParsedBlock, ParsedContents, ParsedRoot } from './parsed';

/** An element of `accounts`; null where it lacks what is needed to look at it further. */
export function parseAccount(value: unknown, spot: Spot, settings: ParseSettings): ParsedAccount | null {
  const reader = ObjectReader.of(value, spot);
  if (!reader) return null;
  const ref = reader.requiredText('externalId');
  const parent = reader.requiredTextOrNull('parent');
  const kind = reader.requiredOneOf('kind', ACCOUNT_KINDS);
  const name = reader.requiredText('name');
  const status = reader.oneOf('status', ACCOUNT_STATUSES) ?? 'ACTIVE';
  const externalId = ref !== undefined && idOfRef(ref) === null ? ref : null;
  const contents = parseContents(reader, settings, { name, externalId });
  const blocks = reader.objects('blockedApiKeys', parseBlock);
  if (kind === 'CUSTOMER' && contents.templates.length > 0) {
    spot
      .at('apiKeyTemplates')
      .fault('CUSTOMER', 'Templates are for the customers below a vendor; this account is a customer.');
  }
  reader.refuseUnknown();
  if (ref === undefined || parent === undefined || kind === undefined || name === undefined) return null;
  return { ...contents, ref, parent, kind, name, status, externalId, blocks };
}

/** The `root` object. */
export function parseRoot(value: unknown, spot: Spot, settings: ParseSettings): ParsedRoot | null {
  const reader = ObjectReader.of(value, spot);
  if (!reader) return null;
  const name = reader.text('name');
  const externalId = reader.textOrNull('externalId');
  const contents = parseContents(reader, settings, { name, externalId });
  const given = { domains: reader.has('domains'), tokenLifetimes: reader.has('tokenLifetimes') };
  reader.refuseUnknown();
  return { ...contents, name, externalId, given };
}

function parseContents(
  reader: ObjectReader,
  settings: ParseSettings,
  own: { readonly name: string | undefined; readonly externalId: string | null | undefined },
): ParsedContents {
  const tokenLifetimes = reader.member('tokenLifetimes', parseLifetimes) ?? {};
  const { faults, domains = [] } = checkAccountFields(
    { ...own, domains: reader.texts('domains') ?? [], tokenLifetimes },
    settings.issuer,
  );
  reader.spot.addAll(faults);
  return {
    spot: reader.spot,
    domains,
    tokenLifetimes,
    keys: reader.objects('apiKeys', (each) => parseApiKey(each, settings)),
    templates: reader.objects('apiKeyTemplates', (each) => parseTemplate(each, settings)),
    roles: reader.objects('roles', parseRole),
    users: reader.objects('users', (each) => parseUser(each, settings)),
  };
}

function parseLifetimes(reader: ObjectReader): Partial<TokenLifetimes> {
  return {
    userAccessTokenSeconds: reader.numberOrNull('userAccessTokenSeconds') ?? null,
    deviceAccessTokenSeconds: reader.numberOrNull('deviceAccessTokenSeconds') ?? null,
    refreshTokenSeconds: reader.numberOrNull('refreshTokenSeconds') ?? null,
  };
}

function parseBlock(reader: ObjectReader): ParsedBlock | null {
  const account = reader.requiredTextOrNull('account');
  const name = reader.requiredText('name');
  return account === undefined || name === undefined ? null : { spot: reader.spot, account, nameKey: nameKey(name) };
}
