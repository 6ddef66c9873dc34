import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as classValidator from 'class-validator';
import { type Refusals, RefusalTranslator } from '../../../console/src/texts/refusals';
import { refusalTexts } from '../../support/refusal-texts';

const ROOT = join(__dirname, '../../..');
const TEXTS = join(ROOT, 'console/src/texts');

/** What other clients than the console are told: those with an API key, OAuth's, the command line, and gateways. */
const OUTSIDE = [
  /^src\/(cli|client|config|logging|openapi|verification)\//,
  // The form of JSON is the session's too.
  /^src\/oauth\/(?!json-body\.ts)/,
  /^src\/application\/(demo|installation|login|oauth|tree-file)\//,
  /^src\/application\/(decision\/(decide-access|load-key-caller)|gateways\/gateway-as-asker|hidden-subtrees|users\/reset-password)\.ts/,
  /^src\/domain\/(decision|oauth)\//,
  /^src\/domain\/endpoints\/device-key\.ts/,
  /^src\/graphql\/(permissions\/field-class|resolvers\/log-in)\.ts/,
  /^src\/http\/(graphiql|key-callers|presented-key)\.ts/,
];

/** Of what was said elsewhere: a fault that a check of form made, an error that is being answered. */
const PASSED_ON = [
  ...['message', 'error.message', 'fault.message', 'fault.said', 'deadline.refusal().message'],
  // By class-validator and by graphql-js, below.
  ...['`${message}.`', 'reason', 'withoutValues(formatted.message)'],
];

/** graphql-js's, of values that a form of the console lets one type. What else it says is about the text of a query. */
const OF_GRAPHQL = [
  'Int cannot represent non-integer value.',
  'Int cannot represent non 32-bit signed integer value.',
  'DateTime cannot represent an invalid date-time-string.',
];

/** What class-validator says of the inputs, by its decorators that stand in them. */
function validatorTexts(): string[] {
  const folder = join(ROOT, 'src/graphql/inputs');
  const inputs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const used = inputs.flatMap((text) => [...text.matchAll(/^ {2}@([A-Z]\w+)\((.*)\)$/gm)]);
  const kinds = new Set(used.map(([, name, given]) => `${name}${given?.includes('each: true') ? ' each' : ''}`));
  const silent = ['Field', 'IsOptional', 'ValidateNested'];
  return [...kinds].filter((kind) => !silent.includes(kind)).map(validatorText);
}

/** As it says it of a property called `{0}` whose bound is `{1}`. */
function validatorText(kind: string): string {
  const [name = '', each] = kind.split(' ');
  const decorate = classValidator[name as 'MaxLength'] as (...given: unknown[]) => PropertyDecorator;
  class Sample {
    readonly '{0}'?: unknown;
  }
  // A decorator without a bound takes its options alone.
  const options = { each: each !== undefined };
  (decorate.length === 1 ? decorate(options) : decorate('{1}', options))(Sample.prototype, '{0}');
  const wrong: object = Object.assign(new Sample(), { '{0}': each ? [null] : null });
  const [message] = classValidator.validateSync(wrong).flatMap(({ constraints }) => Object.values(constraints ?? {}));
  return `${message}.`;
}

const holesOf = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();

describe('what the service refuses, in the console', () => {
  const { texts, unread } = refusalTexts((path) => OUTSIDE.some((outside) => outside.test(path)));
  const said = [...texts, ...validatorTexts(), ...OF_GRAPHQL].sort();
  const languages = readdirSync(TEXTS, { withFileTypes: true })
    .filter((one) => one.isDirectory() && one.name !== 'en')
    .map(({ name }) => name);

  it('is found in the sources, whichever way it is put together', () => {
    expect(said.length).toBeGreaterThan(200);
    expect(said).toEqual(
      expect.arrayContaining([
        'The account has a key of this name already: choose another name.',
        'The address has bits beyond its prefix length: write {0} for the one address, or {1} for the whole range.',
        'Suspending an account takes the permission {0} on its parent.',
        'At most {0} keys at a time; you gave {1}.',
        'each value in {0} must be shorter than or equal to {1} characters.',
      ]),
    );
    // Another one is a text that nobody translates: write it where it can be found, or say here where it comes from.
    expect([...unread].sort()).toEqual([...PASSED_ON].sort());
  });

  it.each(languages)('has a text for each in %s, with the same placeholders, and none that nobody says', (language) => {
    const refusals = JSON.parse(readFileSync(join(TEXTS, language, 'refusals.json'), 'utf8')) as Refusals;
    expect(Object.keys(refusals).sort()).toEqual(said);
    for (const [english, translation] of Object.entries(refusals)) {
      expect({ english, holes: holesOf(translation) }).toEqual({ english, holes: holesOf(english) });
    }
  });
});

describe('the translator of refusals', () => {
  const translator = new RefusalTranslator({
    'This takes the permission {0}.': 'Dazu ist {0} nötig.',
    'This takes the permission {0} on the account.': 'Dazu ist {0} auf dem Konto nötig.',
    'Write {0} or {1} (both are fine).': '{1} oder {0} (beides geht).',
    'It is required.': 'Das ist erforderlich.',
  });

  it.each([
    ['It is required.', 'Das ist erforderlich.'],
    ['This takes the permission ViewUser.', 'Dazu ist ViewUser nötig.'],
    ['This takes the permission ViewUser on the account.', 'Dazu ist ViewUser auf dem Konto nötig.'],
    ['Write $& or {0} (both are fine).', '{0} oder $& (beides geht).'],
    ['Write two\nlines or one (both are fine).', 'one oder two\nlines (beides geht).'],
    ['What nobody has translated.', 'What nobody has translated.'],
    ['', ''],
  ])('says %j as %j', (english, translation) => {
    expect(translator.translate(english)).toBe(translation);
  });
});
