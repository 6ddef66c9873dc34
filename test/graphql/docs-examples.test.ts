import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { importTree } from '../../src/application/tree-file/import-tree';
import { newSchema } from '../../src/graphql/schema';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { testFolder } from '../support/test-database';
import { ADMIN, startTestInstallation, type TestInstallation } from '../support/test-installation';

const ROOT = join(__dirname, '../..');

interface Block {
  /** The words after the fence: `graphql`, `json variables`, `json answer`. */
  readonly info: string;
  readonly line: number;
  readonly text: string;
}

/** An operation that the documentation shows, with the answer that it promises, if any. */
interface Example {
  readonly place: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly answer: unknown;
}

function blocksOf(file: string): Block[] {
  const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
  const blocks: Block[] = [];
  let open: { info: string; line: number; text: string[] } | null = null;
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('```')) open?.text.push(line);
    else if (open) {
      blocks.push({ info: open.info, line: open.line, text: open.text.join('\n') });
      open = null;
    } else open = { info: line.slice(3), line: index + 1, text: [] };
  }
  return blocks;
}

/** `json variables` and `json answer` belong to the operation before them. */
function examplesOf(file: string): Example[] {
  const examples: { -readonly [field in keyof Example]: Example[field] }[] = [];
  for (const { info, line, text } of blocksOf(file)) {
    if (info === 'graphql') examples.push({ place: `${file}:${line}`, query: text, variables: {}, answer: undefined });
    const example = examples.at(-1);
    if (info === 'json variables' && example) example.variables = JSON.parse(text) as Record<string, unknown>;
    if (info === 'json answer' && example) example.answer = JSON.parse(text);
  }
  return examples;
}

function range(count: number, text: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => text(n)).join(' ');
}

const GUIDE_TEXT = readFileSync(join(ROOT, 'docs/graphql.md'), 'utf8');
const README = examplesOf('README.md');
const GUIDE = examplesOf('docs/graphql.md');

/** Reads as the documentation does: `…` stands for any text, all else for itself. */
function matching(documented: unknown): unknown {
  if (typeof documented === 'string' && documented.includes('…')) {
    const parts = documented.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return expect.stringMatching(new RegExp(`^${parts.join('.+')}$`, 's'));
  }
  if (Array.isArray(documented)) return documented.map(matching);
  if (typeof documented !== 'object' || documented === null) return documented;
  return Object.fromEntries(Object.entries(documented).map(([name, value]) => [name, matching(value)]));
}

/** `acc_...`, `kta_...`, `kt_...`. */
const ID_OR_SECRET = /^[a-z]{2,3}_[0-9A-Za-z]{32,}$/;

/** What a reader has copied from answers so far: ids and tokens, by the names that the answers give them. */
class Reader {
  private readonly copied: Record<string, unknown>;

  constructor(
    private readonly installation: TestInstallation,
    known: Record<string, unknown>,
  ) {
    this.copied = { ...known };
  }

  async run({ query, variables }: Example): Promise<Data> {
    const { accessToken } = this.copied;
    const client = new GraphqlClient(this.installation.server, typeof accessToken === 'string' ? accessToken : null);
    const { data, errors } = await client.send(query, { ...variables, ...this.copied });
    this.copy(data);
    return { ...(errors ? { errors } : {}), data };
  }

  private copy(answer: unknown): void {
    if (typeof answer !== 'object' || answer === null) return;
    for (const [name, value] of Object.entries(answer)) {
      if (typeof value !== 'string') this.copy(value);
      else if (ID_OR_SECRET.test(value) || name === 'after') this.copied[name] = value;
    }
  }
}

describe('the documentation’s examples', () => {
  it.each([...README, ...GUIDE])('$place is of the schema', async ({ query }) => {
    expect(validate(await newSchema(), parse(query))).toEqual([]);
  });

  describe.each([
    ['README.md', README],
    ['docs/graphql.md', GUIDE],
  ])('of %s, run one after the other', (_file, examples) => {
    let installation: TestInstallation;
    let reader: Reader;

    beforeAll(async () => {
      installation = await startTestInstallation();
      reader = new Reader(installation, { password: ADMIN.password });
    });

    afterAll(() => installation.close());

    it.each(examples)('$place answers what stands there', async (example) => {
      expect(example.answer).toBeDefined();
      expect(await reader.run(example)).toEqual(matching(example.answer));
    });
  });

  describe('the limits of docs/graphql.md', () => {
    let installation: TestInstallation;

    beforeAll(async () => {
      installation = await startTestInstallation();
    });

    afterAll(() => installation.close());

    /** Each far beyond one limit. */
    it.each([
      ['bytes', 'body', `{ __typename } ${' '.repeat(200_000)}`],
      ['tokens', 'tokens in a document', `{ ${'__typename '.repeat(5_000)} }`],
      ['depth', 'depth', `{ viewer { account ${'{ parent '.repeat(50)} { id } ${'}'.repeat(50)} } }`],
      ['aliases', 'aliases', `{ viewer { user { ${range(500, (n) => `a${n}: name`)} } } }`],
      ['root fields', 'root fields', `{ ${range(80, (n) => `a${n}: __typename`)} }`],
      [
        'nodes',
        'nodes',
        '{ nodes(ids: $ids) { ... on Account { children(first: 100) { nodes { children(first: 100) { nodes { id } } } } } } }',
      ],
    ])('%s', async (name, row, query) => {
      const { errors } = await new GraphqlClient(installation.server).send(query);
      const told = errors?.find(({ extensions }) => (extensions.limit as { name: string } | undefined)?.name === name);
      const documented = new RegExp(`^\\| ${row}[^|]*\\| ([\\d,]+)`, 'm').exec(GUIDE_TEXT)?.[1]?.replaceAll(',', '');
      expect(told?.extensions.limit).toMatchObject({ most: Number(documented) });
    });
  });

  it('the file of docs/tree-file.md is imported, and a second time changes nothing', async () => {
    const installation = await startTestInstallation();
    try {
      const [document] = blocksOf('docs/tree-file.md').filter(({ info }) => info === 'json');
      const file = join(testFolder(), 'docs-tree-file.json');
      writeFileSync(file, document?.text ?? '');
      const secretsFile = join(testFolder(), 'docs-tree-file.secrets');
      const first = await importTree(installation.commandLine, { file, secretsFile });
      expect(first).toMatchObject({ added: { accounts: 2 }, generatedValues: 1 });
      const second = await importTree(installation.commandLine, { file });
      expect(Object.values(second.added).filter((count) => count > 0)).toEqual([]);
    } finally {
      await installation.close();
    }
  });
});
