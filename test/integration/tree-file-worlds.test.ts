import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkInstallation } from '../../src/application/installation/check-installation';
import { importTree, type ImportTreeResult } from '../../src/application/tree-file/import-tree';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { snapshot } from '../support/snapshot';
import { testFolder } from '../support/test-database';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { describeVectors, type EffectiveVector, VECTORS_NOW } from '../support/vectors';

const EFFECTIVE = `query ($id: String!, $after: String) {
  account(by: { externalId: $id }) {
    effectiveApiKeys(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { state inherited definedOn { name } blockedBy { name } node { name } }
    }
  }
}`;

describeVectors('worlds that another program made, imported', ({ worlds }) => {
  let installation: TestInstallation;
  let admin: GraphqlClient;

  beforeAll(async () => {
    installation = await startTestInstallation();
    admin = await new GraphqlClient(installation.server).signIn();
    installation.setClock(VECTORS_NOW);
  });

  afterAll(() => installation.close());

  function importWorld(tree: object): Promise<ImportTreeResult> {
    const file = join(testFolder(), `${randomBytes(6).toString('hex')}.json`);
    writeFileSync(file, JSON.stringify(tree));
    return importTree(installation.commandLine, { file });
  }

  describe.each(worlds.map((world, at) => ({ at, ...world })))('world $at', ({ tree, effective }) => {
    it('is taken whole; a second time changes nothing', async () => {
      const { added } = await importWorld(tree);
      expect(added).toMatchObject({
        accounts: tree.accounts.length,
        apiKeys: tree.accounts.reduce((sum, account) => sum + (account.apiKeys?.length ?? 0), 0),
        blockedApiKeys: tree.accounts.reduce((sum, account) => sum + (account.blockedApiKeys?.length ?? 0), 0),
      });
      const before = await snapshot(installation);
      expect(await importWorld(tree)).toMatchObject({ transactions: 0 });
      expect(await snapshot(installation)).toEqual(before);
    });

    it('has the effective keys that the file says, on every account', async () => {
      const refs = new Map(tree.accounts.map(({ name, externalId }) => [name, externalId]));
      expect(refs.size).toBe(tree.accounts.length);
      for (const [externalId, expected] of Object.entries(effective)) {
        const found = (await effectiveOn(externalId)).map((edge) => vectorOf(edge, refs));
        expect({ externalId, keys: found.sort(byPlaceAndName) }).toEqual({
          externalId,
          keys: [...expected].sort(byPlaceAndName),
        });
      }
    });
  });

  it('leaves a sound installation', async () => {
    const found: unknown[] = [];
    const onViolation = (violation: unknown): number => found.push(violation);
    await checkInstallation(installation.commandLine, { onViolation });
    expect(found).toEqual([]);
  });

  async function effectiveOn(id: string): Promise<Data[]> {
    const edges: Data[] = [];
    for (let after: string | null = null; ;) {
      const page: Data = (await admin.ask(EFFECTIVE, { id, after })).account.effectiveApiKeys;
      edges.push(...page.edges);
      if (!page.pageInfo.hasNextPage) return edges;
      after = page.pageInfo.endCursor;
    }
  }
});

function vectorOf(
  { node, state, inherited, definedOn, blockedBy }: Data,
  refs: ReadonlyMap<string, string>,
): EffectiveVector {
  const blocking = blockedBy ? { blockedBy: refs.get(blockedBy.name) ?? 'unknown' } : {};
  return { definedOn: refs.get(definedOn.name) ?? 'unknown', name: node.name, inherited, state, ...blocking };
}

function byPlaceAndName(one: EffectiveVector, other: EffectiveVector): number {
  return `${one.definedOn}\n${one.name}` < `${other.definedOn}\n${other.name}` ? -1 : 1;
}
