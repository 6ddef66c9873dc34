import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTree } from '../../src/application/tree-file/import-tree';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { testFolder } from '../support/test-database';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { describeVectors, type EffectiveVector, VECTORS_NOW } from '../support/vectors';

const PAGE = `
  query ($after: String) {
    accounts(first: 25, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { externalId effectiveApiKeys(first: 100) { totalCount edges {
        state inherited definedOn { id name } blockedBy { id name } node { name account { externalId } }
      } } }
    }
    blockers: accounts(first: 100) { nodes { id externalId } }
  }`;

describeVectors('the keys effective on the accounts of ../shared/vectors, over GraphQL', ({ worlds }) => {
  it.each(worlds.map((world, number) => [number, world] as const))('world %i', async (number, world) => {
    const installation: TestInstallation = await startTestInstallation();
    try {
      const file = join(testFolder(), `effective-${number}.json`);
      writeFileSync(file, JSON.stringify(world.tree));
      await importTree(installation.commandLine, { file });
      installation.setClock(VECTORS_NOW);
      const admin = await new GraphqlClient(installation.server).signIn();
      const found: Record<string, EffectiveVector[]> = {};
      let after: string | null = null;
      do {
        const { accounts, blockers }: Data = await admin.ask(PAGE, { after });
        const externalIds = new Map(blockers.nodes.map((node: Data) => [node.id, node.externalId]));
        for (const { externalId, effectiveApiKeys } of accounts.nodes) {
          if (externalId === null) continue;
          expect(effectiveApiKeys.totalCount).toBe(effectiveApiKeys.edges.length);
          found[externalId] = effectiveApiKeys.edges.map((edge: Data) => ({
            definedOn: edge.node.account.externalId,
            name: edge.node.name,
            inherited: edge.inherited,
            state: edge.state,
            ...(edge.blockedBy ? { blockedBy: externalIds.get(edge.blockedBy.id) } : {}),
          }));
        }
        after = accounts.pageInfo.hasNextPage ? accounts.pageInfo.endCursor : null;
      } while (after !== null);
      expect(sorted(found)).toEqual(sorted(world.effective));
    } finally {
      await installation.close();
    }
  });
});

/** The order of the file means nothing. */
function sorted(lists: Readonly<Record<string, readonly EffectiveVector[]>>): Record<string, EffectiveVector[]> {
  const order = (one: EffectiveVector): string => `${one.definedOn} ${one.name}`;
  return Object.fromEntries(
    Object.entries(lists).map(([account, list]) => [
      account,
      [...list].sort((one, other) => (order(one) < order(other) ? -1 : 1)),
    ]),
  );
}
