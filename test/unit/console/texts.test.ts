import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TEXTS = join(__dirname, '../../../console/src/texts');
const areasOf = (language: string): string[] =>
  // What the service says is English already, and tested by itself.
  readdirSync(join(TEXTS, language)).filter((name) => name.endsWith('.json') && name !== 'refusals.json');

/** Every text by its path, `area.key.key`. */
function textsOf(language: string): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (path: string, value: unknown): void => {
    if (typeof value === 'string') texts.set(path, value);
    else for (const [key, one] of Object.entries(value as object)) add(`${path}.${key}`, one);
  };
  for (const area of areasOf(language)) {
    add(area.replace('.json', ''), JSON.parse(readFileSync(join(TEXTS, language, area), 'utf8')));
  }
  return texts;
}

/** What a text has in it that is no words: placeholders and marks of what is put around them. */
const holesOf = (text: string): string[] => [...(text.match(/\{\{.*?\}\}|<\/?\w+ ?\/?>/g) ?? [])].sort();

describe('the texts of the console', () => {
  const english = textsOf('en');
  const languages = readdirSync(TEXTS, { withFileTypes: true })
    .filter((one) => one.isDirectory() && one.name !== 'en')
    .map(({ name }) => name);

  it('are there in a second language', () => {
    expect(languages).toContain('de');
    expect(english.size).toBeGreaterThan(100);
  });

  it.each(languages)('are whole in %s, with the same placeholders', (language) => {
    const others = textsOf(language);
    expect([...others.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of english) {
      expect({ path, holes: holesOf(others.get(path) ?? '') }).toEqual({ path, holes: holesOf(text) });
    }
  });

  it.each(['en', ...languages])('leave nothing empty in %s', (language) => {
    expect([...textsOf(language)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
