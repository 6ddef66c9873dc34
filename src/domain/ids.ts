/** The kinds of objects with an id of their own, by the prefix of its public form: `acc_<32 hex>`. */
export const ID_PREFIXES = {
  Account: 'acc',
  ApiKey: 'key',
  ApiKeyTemplate: 'tpl',
  User: 'usr',
  Role: 'rol',
  RoleGrant: 'grt',
  Gateway: 'gwy',
  Endpoint: 'end',
  TokenFamily: 'fam',
  SigningKey: 'sig',
  Session: 'ses',
  AuditEvent: 'aud',
  Webhook: 'whk',
  WebhookDelivery: 'whd',
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

const PUBLIC_ID = /^([a-z]{3})_([0-9a-f]{32})$/;

export function publicId(kind: IdKind, id: string): string {
  return `${ID_PREFIXES[kind]}_${id}`;
}

/** The bare id, or null where the text is no id of that kind. */
export function parsePublicId(kind: IdKind, text: string): string | null {
  const match = PUBLIC_ID.exec(text);
  return match && match[1] === ID_PREFIXES[kind] ? (match[2] ?? null) : null;
}

/** The kind and bare id of any public id. */
export function parseAnyPublicId(text: string): { kind: IdKind; id: string } | null {
  const match = PUBLIC_ID.exec(text);
  if (!match) return null;
  for (const [kind, prefix] of Object.entries(ID_PREFIXES)) {
    if (prefix === match[1] && match[2] !== undefined) return { kind: kind as IdKind, id: match[2] };
  }
  return null;
}
