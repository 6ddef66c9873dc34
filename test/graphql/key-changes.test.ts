import { change } from '../../src/application/change';
import { newContext } from '../../src/application/context';
import { createAccount } from '../../src/application/accounts/create-account';
import { loadKeyCaller } from '../../src/application/decision/load-key-caller';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { deleteApiKey } from '../../src/application/keys/delete-api-key';
import { regenerateApiKey } from '../../src/application/keys/regenerate-api-key';
import { updateApiKey } from '../../src/application/keys/update-api-key';
import { revokeGrant } from '../../src/application/roles/revoke-grant';
import { endTokenFamilies } from '../../src/application/tokens/end-token-families';
import { updateUser } from '../../src/application/users/update-user';
import type { Context } from '../../src/application/context';
import { AuditEvent } from '../../src/entities/audit-event';
import { User } from '../../src/entities/user';
import { DeniedError, ForbiddenError, NotFoundError } from '../../src/domain/errors';
import { bare, type Person } from '../support/people';
import { KeyWorld } from './key-world';

let world: KeyWorld;
let commandLine: Context;

beforeAll(async () => {
  world = await KeyWorld.make();
  ({ commandLine } = world.installation);
});

afterAll(() => world.installation.close());

const FULL = { fullApiAccess: true, allowUnauthenticatedRequests: true, allowUntrustedEndpoints: true };

/** The context of a request that came with the key, as it is when its first change begins. */
async function begin(key: string, bearer: string | null = null): Promise<Context> {
  const { services } = world.installation;
  const anonymous = newContext(services, { kind: 'ANONYMOUS' }, '203.0.113.7');
  return newContext(services, await loadKeyCaller(anonymous, { key, bearer, account: null }), '203.0.113.7');
}

let serial = 0;
const make = (context: Context, parentId = world.ids.shop): Promise<unknown> =>
  createAccount(context, { parentId: bare(parentId), kind: 'CUSTOMER', name: `made ${++serial}` });

async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'DONE';
  } catch (error) {
    if (error instanceof DeniedError) return error.decision;
    if (error instanceof ForbiddenError) return 'Forbidden';
    if (error instanceof NotFoundError) return 'NotFound';
    throw error;
  }
}

describe('what ends after a request began and before it changes anything', () => {
  const KEY_ENDS: readonly [string, (keyId: string) => Promise<unknown>][] = [
    ['DONE', () => Promise.resolve()],
    ['KEY_INACTIVE', (keyId) => deactivateApiKey(commandLine, { keyId })],
    ['KEY_EXPIRED', (keyId) => regenerateApiKey(commandLine, { keyId })],
    ['KEY_EXPIRED', (keyId) => updateApiKey(commandLine, { keyId, version: 1, expiresAt: new Date(Date.now() - 1) })],
    ['IP_NOT_ALLOWED', (keyId) => updateApiKey(commandLine, { keyId, version: 1, allowedIps: ['10.0.0.0/8'] })],
    ['KEY_NOT_FOUND', (keyId) => deleteApiKey(commandLine, { keyId })],
    ['Forbidden', (keyId) => updateApiKey(commandLine, { keyId, version: 1, permissions: ['ViewAccount'] })],
    ['Forbidden', (keyId) => updateApiKey(commandLine, { keyId, version: 1, fullApiAccess: false })],
    [
      'USER_TOKEN_REQUIRED',
      (keyId) => updateApiKey(commandLine, { keyId, version: 1, allowUnauthenticatedRequests: false }),
    ],
    ['NotFound', (keyId) => blockInheritedKey(commandLine, { accountId: bare(world.ids.shop), keyId })],
  ];

  it.each(KEY_ENDS)('%s: the key', async (expected, end) => {
    const permissions = ['ViewAccount', 'ModifyAccount'] as const;
    const { id, value } = await world.key(world.ids.open, { ...FULL, permissions });
    const context = await begin(value);
    await end(bare(id));
    expect(await outcome(make(context))).toBe(expected);
  });

  const USER_ENDS: readonly [string, (who: Person, keyId: string) => Promise<unknown>][] = [
    ['DONE', () => Promise.resolve()],
    [
      'USER_TOKEN_INVALID',
      async ({ id }) => {
        const { version } = await commandLine.manager.findOneByOrFail(User, { id: bare(id) });
        return updateUser(commandLine, { userId: bare(id), version, disabled: true });
      },
    ],
    [
      'USER_TOKEN_INVALID',
      ({ id }) => change(commandLine, (changing) => endTokenFamilies(changing, { userId: bare(id) })),
    ],
    ['USER_TOKEN_INVALID', (_who, keyId) => deactivateApiKey(commandLine, { keyId })],
    [
      'Forbidden',
      async ({ id }) => {
        const select = 'SELECT id FROM role_grant WHERE user_id = ?';
        const [grant] = await commandLine.manager.query<{ id: string }[]>(select, [bare(id)]);
        return revokeGrant(commandLine, { grantId: grant?.id ?? '' });
      },
    ],
  ];

  it.each(USER_ENDS)('%s: the user, the token, or the key that it was gained through', async (expected, end) => {
    const gained = await world.key(world.ids.open, FULL);
    const { value } = await world.key(world.ids.open, FULL);
    const person = await world.people.person(world.ids.open, ['ModifyAccount']);
    const context = await begin(value, (await world.logIn(gained.value, person)).access);
    await end(person, bare(gained.id));
    expect(await outcome(make(context))).toBe(expected);
  });

  it('is told at the place of each change, also of those within one request', async () => {
    const { id, value } = await world.key(world.ids.open, { ...FULL, permissions: ['ModifyApiKey'] });
    const { data, errors } = await world.client(value).send(
      `mutation { first: deactivateApiKey(input: { keyId: "${id}" }) { __typename }
                  second: activateApiKey(input: { keyId: "${id}" }) { __typename } }`,
    );
    expect(data).toEqual({ first: { __typename: 'ApiKeySuccess' }, second: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['second'], { code: 'UNAUTHENTICATED', decision: 'KEY_INACTIVE' }],
    ]);
  });
});

describe('the records of what a key did', () => {
  async function lastEvent(): Promise<AuditEvent> {
    const [event] = await commandLine.manager.find(AuditEvent, { order: { id: 'DESC' }, take: 1 });
    if (!event) throw new Error('nothing is recorded');
    return event;
  }

  it('name a key alone', async () => {
    const { id, value } = await world.key(world.ids.open, {
      ...FULL,
      name: 'Robot',
      permissions: ['ModifyApiKey', 'ViewApiKey'],
    });
    const input = { accountId: world.ids.open, name: 'made by a key' };
    const made = await world
      .client(value)
      .mutate('createApiKey', input, '... on ApiKeyValueSuccess { apiKey { createdBy } }');
    expect(made.apiKey.createdBy).toBe(id);
    expect(await lastEvent()).toMatchObject({
      actorKind: 'KEY',
      actorId: bare(id),
      actorName: 'Robot',
      ip: '203.0.113.7',
    });
  });

  it('name the user, and note the key', async () => {
    const { id, value } = await world.key(world.ids.open, { ...FULL, name: 'Desk' });
    const person = await world.people.person(world.ids.open, ['ModifyApiKey', 'DeleteApiKey', 'ViewApiKey']);
    const client = world.client(value, (await world.logIn(value, person)).access);
    const made = await client.mutate(
      'createApiKey',
      { accountId: world.ids.open, name: 'made by a user' },
      '... on ApiKeyValueSuccess { apiKey { id createdBy } }',
    );
    expect(made.apiKey.createdBy).toBe(person.id);
    await client.mutate('deleteApiKey', { keyId: made.apiKey.id });
    const events = `{ account(by: { id: "${world.ids.open}" }) { auditEvents(first: 1, filter: { actions: [API_KEY_DELETED] }) { nodes { action actor { kind id } after } } } }`;
    const deleter = await world.people.person(world.ids.open, ['ViewAuditLog', 'ViewAccount']);
    const [event] = (await deleter.client.ask(events)).account.auditEvents.nodes;
    expect(event).toMatchObject({
      actor: { kind: 'USER', id: person.id },
      after: { actorKeyId: id, actorKeyName: 'Desk' },
    });
  });

  it('count the attempts at values of a key as those of a user', async () => {
    const { value } = await world.key(world.ids.open, { ...FULL, permissions: ['ModifyApiKey'] });
    const taken = await world.key(world.ids.open);
    const context = await begin(value);
    const attempt = (name: string): Promise<string> =>
      createApiKey(context, { accountId: bare(world.ids.shop), name, value: taken.value }).then(
        () => 'DONE',
        (error: unknown) => (error as Error).name,
      );
    for (let count = 0; count < 20; count++) expect(await attempt(`try ${count}`)).toBe('ValueConflictError');
    expect(await attempt('once more')).toBe('LimitReachedError');
  });
});
