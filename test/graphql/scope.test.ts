import {
  getNamedType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isObjectType,
} from 'graphql';
import { PERMISSION_MAP } from '../../src/graphql/permissions/permission-map';
import { newSchema } from '../../src/graphql/schema';
import { type Data, type GraphqlClient } from '../support/graphql-client';
import { PASSWORD } from '../support/people';
import { snapshot } from '../support/snapshot';
import { CHANGES, OWN, PAYLOADS, WITH_KEY } from './scope-mutations';
import { EDGES, NODES, QUERIES, type Read, VALUES } from './scope-reads';
import { edgesIn, type ObjectName, outcomeOf, ScopeWorld } from './scope-world';

/**
 * Every root field, every type with an id, and every edge from one object to another, as somebody of another tenant, as
 * somebody within reach without the permission, and signed out. scope-reads.ts and scope-mutations.ts say what each
 * answers; what the schema has and they have not, or the reverse, fails.
 */
describe('scope', () => {
  let world: ScopeWorld;
  let schema: GraphQLSchema;

  beforeAll(async () => {
    schema = await newSchema();
    world = await ScopeWorld.make();
  });

  afterAll(() => world.installation.close());

  describe('the tables', () => {
    it('list every root field', () => {
      expect(Object.keys(QUERIES).sort()).toEqual(fieldNames(schema.getQueryType()));
      expect([...Object.keys(CHANGES), ...Object.keys(OWN), ...WITH_KEY].sort()).toEqual(
        fieldNames(schema.getMutationType()),
      );
    });

    it('list every type with an id', () => {
      const types = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType);
      expect(Object.keys(NODES).sort()).toEqual(types.map((type) => type.name).sort());
    });

    it('list every edge from one object to another', () => {
      const listed = [...Object.keys(EDGES), ...Object.keys(PAYLOADS), ...VALUES];
      expect(listed.sort()).toEqual(edgesOf(schema).sort());
    });

    it('stand beside a permission map that has a rule for every root field, and no other', () => {
      expect(Object.keys(PERMISSION_MAP.Query).sort()).toEqual(fieldNames(schema.getQueryType()));
      expect(Object.keys(PERMISSION_MAP.Mutation).sort()).toEqual(fieldNames(schema.getMutationType()));
    });
  });

  describe.each([
    ['Query', QUERIES],
    ['edge', EDGES],
  ])('%s', (_kind, table: Record<string, Read>) => {
    it.each(Object.entries(table))('%s', async (_name, read) => {
      const query = named(read.query);
      expect({
        entitled: await outcomeOf(world.chief.client, query),
        stranger: await outcomeOf(world.stranger.client, query),
        powerless: await outcomeOf(world.powerless.client, query),
        signedOut: await outcomeOf(world.signedOut, query),
        ...(read.takes ? { lacking: await outcomeOf((await world.without(read.takes)).client, query) } : {}),
      }).toEqual({
        entitled: 'visible',
        stranger: read.stranger,
        powerless: read.powerless,
        signedOut: 'UNAUTHENTICATED',
        ...(read.takes ? { lacking: read.lacking } : {}),
      });
      expect(await answer(world.stranger.client, query)).toEqual(await answer(world.stranger.client, missing(query)));

      if (!read.upward) return;
      const upward = named(read.upward.query);
      for (const who of ['below', 'inside'] as const) {
        const expected = read.upward[who];
        const { client } = world[who];
        if (typeof expected === 'string') expect([who, await outcomeOf(client, upward)]).toEqual([who, expected]);
        else expect([who, edgesIn(await client.ask(upward))]).toEqual([who, expected(world)]);
      }
    });
  });

  it.each(Object.entries(NODES))('Node %s', async (type, { object, takes, below }) => {
    const query = named(`{ edge: node(id: "$${object}") { __typename id } }`);
    expect(edgesIn(await world.chief.client.ask(query))).toEqual([{ __typename: type, id: world.ids[object] }]);
    const several = named(`{ edge: nodes(ids: ["$${object}"]) { id } }`);
    const clients: Record<string, GraphqlClient> = {
      stranger: world.stranger.client,
      powerless: world.powerless.client,
      lacking: (await world.without(takes)).client,
      below: world.below.client,
      inside: world.inside.client,
      signedOut: world.signedOut,
    };
    for (const text of [query, several]) {
      const outcomes: Record<string, string> = {};
      for (const [who, client] of Object.entries(clients)) outcomes[who] = await outcomeOf(client, text);
      const none = { stranger: 'null', powerless: 'null', lacking: 'null', signedOut: 'UNAUTHENTICATED' };
      expect(outcomes).toEqual({ ...none, below, inside: below });
    }
  });

  it.each(Object.entries(CHANGES))('Mutation %s', async (mutation, { input: make, takes, inResults }) => {
    const input = await make(world);
    const without = await world.without(takes);
    const before = await snapshot(world.installation);
    expect({
      stranger: await refusal(world.stranger.client, mutation, input, inResults),
      lacking: await refusal(without.client, mutation, input, inResults),
      powerless: await refusal(world.powerless.client, mutation, input),
      signedOut: await refusal(world.signedOut, mutation, input),
    }).toEqual({
      stranger: 'NotFound',
      lacking: 'Forbidden',
      // Everybody may end their own sessions, so the rule lets it pass, and the use case refuses another's.
      powerless: mutation === 'endAllSessions' ? 'Forbidden' : 'FORBIDDEN',
      signedOut: 'UNAUTHENTICATED',
    });
    expect(await mutate(world.stranger.client, mutation, input)).toEqual(
      await mutate(world.stranger.client, mutation, missing(input)),
    );
    expect(await snapshot(world.installation)).toEqual(before);
    expect((await world.chief.client.mutate(mutation, input)).__typename).toMatch(/Success$/);
  });

  it.each(Object.entries(PAYLOADS))('payload %s', async (_edge, { mutation, input, select, takes }) => {
    const text = `mutation ($input: ${inputType(mutation)}!) { ${mutation}(input: $input) { ${select} } }`;
    const seenBy = async (client: GraphqlClient): Promise<string> =>
      outcomeOf(client, text, { input: await input(world) });
    expect({
      entitled: await seenBy(world.chief.client),
      lacking: await seenBy((await world.without(takes)).client),
    }).toEqual({ entitled: 'visible', lacking: 'null' });
  });

  it.each(Object.entries(OWN))('Mutation %s', async (mutation, whose) => {
    const person = await world.people.person(world.ids.place, []);
    const inputs: Record<string, Record<string, unknown>> = {
      signIn: { account: { id: person.accountId }, name: person.name, password: PASSWORD },
      refreshSession: { refreshToken: await refreshToken(person) },
      changePassword: { currentPassword: PASSWORD, newPassword: 'a loud street at noon' },
    };
    const call = async (client: GraphqlClient): Promise<string> => {
      const input = inputs[mutation];
      if (input) return refusal(client, mutation, input);
      const { data, errors } = await client.send(`mutation { ${mutation} { __typename } }`);
      return errors?.[0]?.extensions.code ?? data[mutation].__typename;
    };
    expect(await call(world.signedOut)).toMatch(whose === 'anybody' ? /Success$/ : 'UNAUTHENTICATED');
    if (whose === 'signed in') expect(await call(person.client)).toMatch(/Success$/);
  });

  /** With the ids of the world's objects. */
  function named(query: string): string {
    return query.replaceAll(/\$(\w+)/g, (_all, name: string) =>
      name === 'keyValue' ? world.keyValue : world.ids[name as ObjectName],
    );
  }

  /** The same with ids of nothing. */
  function missing<T extends string | object>(asked: T): T {
    const text = (typeof asked === 'string' ? asked : JSON.stringify(asked)).replaceAll(ID, `$1_${'0'.repeat(32)}`);
    return typeof asked === 'string' ? (text as T) : (JSON.parse(text) as T);
  }

  /** Without the ids that were sent. */
  async function answer(client: GraphqlClient, query: string): Promise<Data> {
    const { data, errors } = await client.send(query);
    return missing({ data, errors: errors?.map(({ message, extensions }) => ({ message, extensions })) });
  }

  async function mutate(client: GraphqlClient, mutation: string, input: Record<string, unknown>): Promise<Data> {
    return missing(await client.mutate(mutation, input, bulk(mutation)));
  }

  /** What the answer is called: a type of the union, or the code of the error; of a bulk form, of its one result. */
  async function refusal(
    client: GraphqlClient,
    mutation: string,
    input: Record<string, unknown>,
    inResults?: true,
  ): Promise<string> {
    const text = `mutation ($input: ${inputType(mutation)}!) { ${mutation}(input: $input) { __typename ${bulk(mutation)} } }`;
    const { data, errors } = await client.send(text, { input });
    if (errors) return errors[0]?.extensions.code ?? 'an error without code';
    return inResults ? data[mutation].results[0].error.__typename : data[mutation].__typename;
  }

  function bulk(mutation: string): string {
    const [kind] = /(?<=[a-z])(ApiKeys|Endpoints)$/.exec(mutation) ?? [];
    return kind ? `... on Bulk${kind}Success { results { id error { __typename message } } }` : '';
  }

  function inputType(mutation: string): string {
    const [input] = schema.getMutationType()?.getFields()[mutation]?.args ?? [];
    return getNamedType(input!.type).name;
  }

  async function refreshToken(person: { readonly accountId: string; readonly name: string }): Promise<string> {
    const input = { account: { id: person.accountId }, name: person.name, password: PASSWORD };
    return (await world.signedOut.mutate('signIn', input, '... on SignInSuccess { refreshToken }')).refreshToken;
  }
});

const ID = /\b([a-z]{3})_[0-9a-f]{32}\b/g;

function fieldNames(type: GraphQLObjectType | null | undefined): string[] {
  return Object.keys(type?.getFields() ?? {}).sort();
}

/** `Type.field` of every field that leads to an object, but for what only carries a list's objects to its reader. */
function edgesOf(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types
    .filter((type) => !roots.includes(type) && !type.name.startsWith('__'))
    .flatMap((type) => {
      const fields = Object.values(type.getFields()).filter((field) => isCompositeType(getNamedType(field.type)));
      return fields.map((field) => `${type.name}.${field.name}`);
    })
    .filter((edge) => !/Connection\.(edges|nodes|pageInfo)$|Edge\.node$/.test(edge));
}
