/** What graphql-js and its scalars say of a value that does not fit, up to where they repeat it. */
const REPEATED: readonly (readonly [RegExp, string])[] = [
  [/( cannot represent [^:]*value): .*$/s, '$1.'],
  [
    /(DateTime cannot represent (?:an invalid date-time-string|an invalid Unix timestamp|non string or Date type)) .*$/s,
    '$1.',
  ],
  [/(Expected value of type "[^"]*"), found .*$/s, '$1.'],
  [/^Value ".*" does not exist in /s, 'The value does not exist in '],
  [/^(Syntax Error: .*?\b(?:Name|Int|Float|String|BlockString)) ".*$/s, '$1.'],
];

/** Whatever else it stands in: a generated key value or a token of this service. */
const OWN_SECRET = /\bkt[a-z]{0,2}_[0-9A-Za-z_-]{16,}/g;

/** A message of graphql-js without the values it repeats: a secret in the wrong field must not come back in an error. */
export function withoutValues(message: string): string {
  return REPEATED.reduce((text, [pattern, rest]) => text.replace(pattern, rest), message).replace(OWN_SECRET, 'kt_...');
}
