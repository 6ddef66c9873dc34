import {
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
} from 'graphql';
import { VIEW_PERMISSIONS } from '../../src/domain/permissions/permission';
import {
  administrativeFields,
  CLASS_DESCRIPTIONS,
  isAdministrativeType,
} from '../../src/graphql/permissions/field-class';
import { classOf } from '../../src/graphql/permissions/permission-map';
import { newSchema } from '../../src/graphql/schema';
import { AuditEvent } from '../../src/entities/audit-event';
import type { GraphqlClient } from '../support/graphql-client';
import { KeyWorld } from './key-world';

const DENIED = { code: 'FORBIDDEN', decision: 'FULL_ACCESS_REQUIRED' };

let schema: GraphQLSchema;
let world: KeyWorld;
/** May view everything, and has not full API access. */
let limited: GraphqlClient;

beforeAll(async () => {
  schema = await newSchema();
  world = await KeyWorld.make();
  const flags = { allowUnauthenticatedRequests: true, permissions: VIEW_PERMISSIONS };
  limited = world.client((await world.key(world.ids.vendor, flags)).value);
});

afterAll(() => world.installation.close());

function fieldsOf(type: GraphQLObjectType | null | undefined): string[] {
  return Object.keys(type?.getFields() ?? {});
}

describe('the class of a field', () => {
  it('stands in its description', () => {
    for (const root of ['Query', 'Mutation'] as const) {
      const type = schema.getType(root) as GraphQLObjectType;
      for (const [name, { description }] of Object.entries(type.getFields())) {
        expect([name, description?.endsWith(CLASS_DESCRIPTIONS[classOf(root, name)])]).toEqual([name, true]);
      }
    }
    for (const { name, field } of administrativeFields(schema)) {
      expect([name, field.description?.endsWith(CLASS_DESCRIPTIONS.ADMINISTRATIVE)]).toEqual([name, true]);
    }
  });

  it('is ADMINISTRATIVE for every change', () => {
    const others = fieldsOf(schema.getMutationType()).filter((name) => classOf('Mutation', name) !== 'ADMINISTRATIVE');
    expect(others.sort()).toEqual(['changePassword', 'endAllSessions', 'logIn', 'refreshSession', 'signIn', 'signOut']);
  });

  it('lets no LIMITED field lead to what is ADMINISTRATIVE', () => {
    const guarded = new Set(administrativeFields(schema).map(({ name }) => name));
    const waiting = fieldsOf(schema.getQueryType())
      .filter((name) => classOf('Query', name) === 'LIMITED')
      .map((name) => getNamedType((schema.getQueryType() as GraphQLObjectType).getFields()[name]!.type).name);
    const seen = new Set<string>();
    const reached: string[] = [];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const type = schema.getType(name);
      if (seen.has(name) || !type || !isCompositeType(type)) continue;
      seen.add(name);
      // Of what has an id `node` finds none that is ADMINISTRATIVE.
      if (isAbstractType(type))
        waiting.push(
          ...schema
            .getPossibleTypes(type)
            .map((one) => one.name)
            .filter((one) => !isAdministrativeType(one)),
        );
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        const place = `${type.name}.${field.name}`;
        if (guarded.has(place)) continue;
        const to = getNamedType(field.type).name;
        if (isAdministrativeType(to)) reached.push(place);
        waiting.push(to);
      }
    }
    expect(reached).toEqual(['Viewer.user']);
  });
});

describe('a key without full API access', () => {
  it('reads what is LIMITED', async () => {
    const { ids, keyId } = world;
    const query = `{
      viewer { apiKey { id } permissions { permissions } }
      accounts { totalCount }
      account(by: { id: "${ids.vendor}" }) {
        id apiKeyTemplates { id } apiKeys { totalCount } effectiveApiKeys { totalCount } usage { totalCount }
        securityFindings { totalCount } securityFindingCount
      }
      apiKey(id: "${keyId}") { name impact { totalCount } }
      findApiKeys(input: { hint: "ve" }) { totalCount }
      explainAccess(input: { account: { id: "${ids.vendor}" }, keyId: "${keyId}", operation: LOGIN }) { code }
      node(id: "${ids.open}") { id }
      nodes(ids: ["${ids.open}", "${keyId}"]) { id }
    }`;
    const { data, errors } = await limited.send(query);
    expect(errors).toBeUndefined();
    expect(data.nodes).toEqual([{ id: ids.open }, { id: keyId }]);
  });

  it('reads no other root field', async () => {
    const roots = fieldsOf(schema.getQueryType()).filter((name) => classOf('Query', name) === 'ADMINISTRATIVE');
    expect(roots.length).toBeGreaterThan(4);
    for (const name of roots) {
      const { data, errors } = await limited.send(`{ ${name}(id: "x") { __typename } }`);
      expect([data, errors?.map(({ path, extensions }) => [path, extensions])]).toEqual([
        { [name]: null },
        [[[name], DENIED]],
      ]);
    }
  });

  it('changes nothing', async () => {
    const { errors, data } = await limited.send(
      `mutation { a: createRole(input: { accountId: "${world.ids.vendor}", name: "r", permissions: [] }) { __typename }
                  b: deleteAccount(input: { accountId: "${world.ids.shop}" }) { __typename } }`,
    );
    expect([data, errors?.map(({ path, extensions }) => [path, extensions])]).toEqual([
      { a: null, b: null },
      [
        [['a'], DENIED],
        [['b'], DENIED],
      ],
    ]);
  });

  it('gets null, with an error at its place, for each ADMINISTRATIVE field within an object', async () => {
    const fields = administrativeFields(schema);
    const ofAccount = fields.filter(({ name }) => name.startsWith('Account.')).map(({ field }) => field);
    expect(ofAccount.map(({ name }) => name).sort()).toEqual(
      [
        ...['auditEvents', 'deniedRequests', 'endpoints', 'gateways', 'grants', 'pendingEndpointCount', 'roles'],
        ...['usableRoles', 'users', 'webhooks'],
      ].sort(),
    );
    for (const field of ofAccount) {
      const select = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
      const text = `{ account(by: { id: "${world.ids.vendor}" }) { id ${field.name} ${select} } }`;
      const { data, errors } = await limited.send(text);
      expect([data, errors?.map(({ path, extensions }) => [path, extensions])]).toEqual([
        { account: { id: world.ids.vendor, [field.name]: null } },
        [[['account', field.name], DENIED]],
      ]);
    }
    const others = fields.map(({ name }) => name).filter((name) => !name.startsWith('Account.'));
    expect(others).toEqual(['User.grants']);
  });

  it('sees its own user, and no grants', async () => {
    const { value } = await world.key(world.ids.vendor, { allowUntrustedEndpoints: true });
    const person = await world.people.person(world.ids.vendor, VIEW_PERMISSIONS);
    const client = world.client(value, (await world.logIn(value, person)).access);
    const { data, errors } = await client.send('{ viewer { user { id name grants { totalCount } } } }');
    expect(data.viewer.user).toEqual({ id: person.id, name: person.name, grants: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([[['viewer', 'user', 'grants'], DENIED]]);
  });

  it('finds nothing ADMINISTRATIVE by its id', async () => {
    const { ids, people, installation } = world;
    const { id: user } = await people.user(ids.vendor);
    const role = await people.role(ids.vendor, []);
    const [event] = await installation.commandLine.manager.findBy(AuditEvent, { accountId: ids.vendor.slice(4) });
    const all = [user, role, await people.grant(user, role, ids.vendor), `aud_${event?.id ?? ''}`];
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }';
    expect((await limited.ask(query, { ids: all })).nodes).toEqual(all.map(() => null));
    expect((await world.client().ask(query, { ids: all })).nodes).not.toContain(null);
  });
});
