// 100 accounts with their effective keys, over GraphQL, beside the bare SQL that this issues.
import { join } from 'node:path';
import { openBareSql } from './support/bare-sql.mjs';
import { onEachDatabase } from './support/databases.mjs';
import { interleaved, line, median, ratio, spread, title } from './support/figures.mjs';
import { newGraphqlServer } from './support/graphql-server.mjs';
import { injectClient } from './support/inject-client.mjs';
import { openSetUp, packageOf, product } from './support/product.mjs';
import { SMALL, writeTreeFile } from './support/tree.mjs';

const ROUNDS = { warmUp: 20, measured: 41 };
const PAGE = 100;

const ACCOUNTS = 'query ($first: Int!) { accounts(first: $first) { nodes { id name kind } } }';
const EFFECTIVE_KEYS = `query ($first: Int!) {
  accounts(first: $first) {
    nodes {
      id name kind
      effectiveApiKeys(first: 20) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges {
          cursor state reasons inherited viewerCanBlock
          definedOn { id name }
          blockedBy { id name }
          node { id name hint active fullApiAccess expiresAt }
        }
      }
    }
  }
}`;

const schemaText = packageOf('graphql').printSchema(await product('graphql/schema').newSchema());
title(`Effective keys of ${PAGE} accounts, of 10,000 with 30,000 keys`);
await onEachDatabase(measure);

async function measure(database) {
  const issued = [];
  const installation = await openSetUp(database, {
    // TypeORM's logger is given the parameters too.
    onStatement: (sql, parameters) => issued.push({ sql, parameters: parameters ?? [] }),
  });
  await plant(installation.context, database.folder);
  const service = injectClient(await newService(installation));
  await service.signIn();

  const asked = async (query, first) => {
    issued.length = 0;
    return { data: await service.ask(query, { first }), statements: [...issued] };
  };
  const { data, statements } = await asked(EFFECTIVE_KEYS, PAGE);
  const before = (await asked(ACCOUNTS, PAGE)).statements.length;
  const forOne = (await asked(EFFECTIVE_KEYS, 1)).statements.length;

  const bareSql = await openBareSql(database);
  const staticService = injectClient(await newGraphqlServer(schemaText, { accounts: () => data.accounts }));
  const request = { query: EFFECTIVE_KEYS, variables: { first: PAGE } };
  const times = await interleaved(ROUNDS, {
    execution: executionOf(installation.services, service.accessToken()),
    bare: () => bareSql.all(statements),
    useCase: await useCaseOn(installation.context),
    bareOfUseCase: () => bareSql.all(statements.slice(before)),
    staticExecution: staticExecutionOf(data),
    request: () => service.send(request),
    staticRequest: () => staticService.send(request),
  });
  report(database, { edges: edgesOf(data), forAll: statements.length, forOne, before, times });

  await bareSql.close();
  await staticService.close();
  await service.close();
  await installation.close();
}

async function plant(context, folder) {
  const file = join(folder, 'tree.json');
  await writeTreeFile(file, SMALL);
  await product('application/tree-file/import-tree').importTree(context, { file });
}

async function newService({ services, logger }) {
  return product('http/server').newServer({
    schema: await product('graphql/schema').newSchema(),
    services,
    logger,
    production: true,
    trustedProxies: [],
    readiness: { stopping: false },
  });
}

/** The request from the access token to the answer's objects: who asks, the permission map, all resolvers. */
function executionOf(services, token) {
  const { execute, parse } = packageOf('graphql');
  const { loadCallerByAccessToken } = product('application/sessions/load-caller');
  const { newContext } = product('application/context');
  const { newLoaders } = product('graphql/loaders');
  const document = parse(EFFECTIVE_KEYS);
  return async () => {
    const app = newContext(services, await loadCallerByAccessToken(services, token));
    const contextValue = { app, loaders: newLoaders(app), requestId: 'bench', presented: null, refused: null };
    const schema = await product('graphql/schema').newSchema();
    await execute({ schema, document, contextValue, variableValues: { first: PAGE } });
  };
}

/** What graphql-js itself takes for an answer of this shape: the same schema and query, the objects there already. */
function staticExecutionOf({ accounts }) {
  const { buildSchema, execute, parse } = packageOf('graphql');
  const schema = buildSchema(schemaText);
  const document = parse(EFFECTIVE_KEYS);
  const rootValue = { accounts: () => accounts };
  return () => execute({ schema, document, rootValue, variableValues: { first: PAGE } });
}

/** What is behind the field, on the same accounts: no GraphQL, no HTTP. */
async function useCaseOn(context) {
  const { listAccounts } = product('application/accounts/list-accounts');
  const { listEffectiveApiKeys } = product('application/keys/list-effective-api-keys');
  const { items } = await listAccounts(context, { first: PAGE });
  return async () => {
    const pages = await listEffectiveApiKeys(context, items, { first: 20 });
    for (const page of pages.values()) await page.totalCount();
  };
}

function edgesOf({ accounts }) {
  return accounts.nodes.reduce((sum, account) => sum + account.effectiveApiKeys.edges.length, 0);
}

function report({ name }, { edges, forAll, forOne, before, times }) {
  const middle = Object.fromEntries(Object.entries(times).map(([run, values]) => [run, median(values)]));
  console.log(`${name}, ${edges} keys in the answer`);
  line('statements for 100 accounts, and for 1', `${forAll}, and ${forOne}`);
  line('of them to authenticate and read the accounts', before);
  line('GraphQL execution', spread(times.execution));
  line('the same statements, bare', spread(times.bare));
  ratio('execution / bare SQL', middle.execution / middle.bare, { atMost: 3 });
  line('use case behind the field', spread(times.useCase));
  line('its statements, bare', spread(times.bareOfUseCase));
  line('use case / its bare SQL', (middle.useCase / middle.bareOfUseCase).toFixed(2));
  line('graphql-js alone, from objects in memory', spread(times.staticExecution));
  line('(bare SQL + graphql-js alone) / bare SQL', ((middle.bare + middle.staticExecution) / middle.bare).toFixed(2));
  line('whole request, to the text of the answer', spread(times.request));
  line('the same from objects in memory', spread(times.staticRequest));
  line('whole request / bare SQL', (middle.request / middle.bare).toFixed(2));
  console.log();
}
