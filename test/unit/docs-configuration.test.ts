import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config';

const ROOT = join(__dirname, '../..');

function page(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

interface Row {
  readonly variable: string;
  /** Where the default is one text; what depends is told in words. */
  readonly fallback: string | undefined;
  readonly range: { readonly min: number; readonly max: number } | undefined;
  readonly choices: readonly string[];
}

/** The tables' rows `| Variable | Default | Takes | Meaning |`. */
function rows(): Row[] {
  return page('docs/configuration.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, variable = '', fallback = '', takes = '']) => {
      const [, min, max] = /^(\d+) to (\d+)$/.exec(takes) ?? [];
      return {
        variable: variable.replaceAll('`', ''),
        fallback: /^`([^`]+)`$/.exec(fallback)?.[1],
        range: min === undefined ? undefined : { min: Number(min), max: Number(max) },
        choices: /^(`[^`]+`, )*`[^`]+`$/.test(takes) ? takes.replaceAll('`', '').split(', ') : [],
      };
    });
}

/** With a secret of the environment: no file is made. */
const SECRET = { KEYTREE_SECRET: 'the server secret of a test, long enough' };

function load(further: Record<string, string> = {}): unknown {
  return loadConfig({ ...SECRET, ...further });
}

/** The variables that are looked at: every name that reading asks the environment for. */
function variablesRead(): string[] {
  const names = new Set<string>();
  loadConfig(
    new Proxy<NodeJS.ProcessEnv>(SECRET, {
      get: (environment, name) => {
        names.add(String(name));
        return environment[String(name)];
      },
    }),
  );
  return [...names].sort();
}

describe('docs/configuration.md', () => {
  it('names every variable that is read, and no other', () => {
    expect(
      rows()
        .map(({ variable }) => variable)
        .sort(),
    ).toEqual(variablesRead());
  });

  it.each(rows().filter(({ fallback }) => fallback !== undefined))('$variable is $fallback by default', (row) => {
    expect(load({ [row.variable]: row.fallback ?? '' })).toEqual(load());
  });

  it.each(rows().filter(({ range }) => range !== undefined))('$variable takes what its row says', (row) => {
    const { min, max } = row.range ?? { min: 0, max: 0 };
    // Some are refused with SQLite.
    const onMysql = { KEYTREE_DATABASE_URL: 'mysql://root@127.0.0.1/keytree' };
    for (const value of [min, max]) expect(() => load({ ...onMysql, [row.variable]: String(value) })).not.toThrow();
    for (const value of [min - 1, max + 1]) expect(() => load({ [row.variable]: String(value) })).toThrow(row.variable);
  });

  it.each(rows().filter(({ choices }) => choices.length > 1))('$variable takes $choices and nothing else', (row) => {
    for (const choice of row.choices) expect(() => load({ [row.variable]: choice })).not.toThrow();
    for (const choice of row.choices) expect(() => load({ [row.variable]: `${choice}x` })).toThrow(choice);
  });

  it('no page speaks of a variable that there is not', () => {
    const inDocs = readdirSync(join(ROOT, 'docs'), { withFileTypes: true }).filter((one) => one.isFile());
    const pages = ['README.md', 'CONTRIBUTING.md', ...inDocs.map(({ name }) => `docs/${name}`)];
    // The test runner's own, and the misspelt one that configuration.md shows refused.
    const known = [...variablesRead(), 'KEYTREE_TEST_DATABASE_URL', 'KEYTREE_PRT'];
    const spoken = pages.flatMap((file) => page(file).match(/\bKEYTREE_[A-Z]+(?:_[A-Z]+)*(?![A-Z_.*])/g) ?? []);
    expect([...new Set(spoken)].filter((name) => !known.includes(name))).toEqual([]);
  });
});
