import { newId } from '../../src/application/new-id';
import { UsageTables } from '../../src/application/usage/write-usage';
import { PERMISSIONS, type Permission } from '../../src/domain/permissions/permission';
import { AuditEvent } from '../../src/entities/audit-event';
import type { Endpoint } from '../../src/entities/endpoint';
import { NO_RECORDER } from '../../src/verification/recorder';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { newEndpointRows } from '../support/endpoint-rows';
import { bare, People, type Person } from '../support/people';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

/** The objects that the tables of scope.test.ts name. All belong to one tenant. */
export type ObjectName =
  | 'vendor'
  | 'place'
  | 'side'
  | 'leaf'
  | 'user'
  | 'role'
  | 'grant'
  | 'grantOnLeaf'
  | 'key'
  | 'vendorKey'
  | 'template'
  | 'gateway'
  | 'endpoint'
  | 'webhook'
  | 'delivery'
  | 'event';

/**
 * Two tenants below the root, one with one of everything:
 *
 *     root > vendor > place > leaf          keys on vendor (blocked on place) and on place; user, role, grant, template,
 *                   > side                  gateway, endpoint and audit event of place; and a grant on leaf of that user and role
 *          > other                          the other tenant
 */
export class ScopeWorld {
  readonly ids = {} as Record<ObjectName, string>;
  /** The value of `key`. */
  keyValue = '';
  /** Holds everything on vendor. */
  chief!: Person;
  /** Of the other tenant, where they hold everything. */
  stranger!: Person;
  /** Of vendor, without any permission. */
  powerless!: Person;
  /** Of leaf, where they hold everything: what stands above is outside their reach. */
  below!: Person;
  /** Of vendor, holds everything on leaf: what stands above is within their reach. */
  inside!: Person;

  private readonly lacking = new Map<Permission, Promise<Person>>();
  private names = 0;

  private constructor(
    readonly installation: TestInstallation,
    readonly people: People,
  ) {}

  static async make(): Promise<ScopeWorld> {
    const installation = await startTestInstallation({ recorder: NO_RECORDER });
    const world = new ScopeWorld(installation, new People(installation));
    await world.populate();
    return world;
  }

  get signedOut(): GraphqlClient {
    return new GraphqlClient(this.installation.server);
  }

  /** Of vendor; holds everything on side, and on vendor everything but this. */
  without(permission: Permission): Promise<Person> {
    let person = this.lacking.get(permission);
    person ??= this.makeLacking(permission);
    this.lacking.set(permission, person);
    return person;
  }

  name(): string {
    return `name ${++this.names}`;
  }

  async newUser(): Promise<string> {
    return (await this.people.user(this.ids.place)).id;
  }

  newAccount(): Promise<string> {
    return this.people.vendor(this.ids.place, this.name());
  }

  newRole(): Promise<string> {
    return this.people.role(this.ids.place, ['ViewAccount']);
  }

  async newGrant(): Promise<string> {
    return this.people.grant(await this.newUser(), await this.newRole(), this.ids.place);
  }

  async newKey(input: Record<string, unknown> = {}, accountId = this.ids.place): Promise<string> {
    const all = { accountId, name: this.name(), description: 'Described', ...input };
    return (await this.chief.client.mutate('createApiKey', all, '... on ApiKeyValueSuccess { apiKey { id } }')).apiKey
      .id;
  }

  async newTemplate(): Promise<string> {
    const input = { accountId: this.ids.place, name: this.name() };
    const made = await this.chief.client.mutate(
      'createApiKeyTemplate',
      input,
      '... on ApiKeyTemplateSuccess { template { id } }',
    );
    return made.template.id;
  }

  async newGateway(): Promise<string> {
    const input = { accountId: this.ids.place, name: this.name() };
    const made = await this.chief.client.mutate(
      'createGateway',
      input,
      '... on GatewayCredentialSuccess { gateway { id } }',
    );
    return made.gateway.id;
  }

  /** Waits, and came with the key of the place. */
  async newEndpoint(columns: Partial<Endpoint> = {}): Promise<string> {
    const keyId = bare(this.ids.key);
    return (await newEndpointRows(this.installation, this.ids.place, { keyId, ...columns }, [{}])).id;
  }

  async newWebhook(): Promise<string> {
    const input = { accountId: this.ids.place, name: this.name(), url: 'https://hooks.example.org/keytree' };
    const made = await this.chief.client.mutate(
      'createWebhook',
      input,
      '... on WebhookSecretSuccess { webhook { id } }',
    );
    return made.webhook.id;
  }

  private async populate(): Promise<void> {
    const { people, ids } = this;
    ids.vendor = await people.vendor(this.installation.rootId, 'Vendor');
    ids.place = await people.vendor(ids.vendor, 'Place');
    ids.side = await people.vendor(ids.vendor, 'Side');
    ids.leaf = await people.customer(ids.place, 'Leaf');
    const other = await people.vendor(this.installation.rootId, 'Other');
    this.chief = await people.person(ids.vendor, PERMISSIONS);
    this.stranger = await people.person(other, PERMISSIONS);
    this.powerless = await people.person(ids.vendor, []);
    this.below = await people.person(ids.leaf, PERMISSIONS);
    this.inside = await people.person(ids.vendor, PERMISSIONS, ids.leaf);

    ids.user = await this.newUser();
    ids.role = await this.newRole();
    ids.grant = await people.grant(ids.user, ids.role, ids.place);
    ids.grantOnLeaf = await people.grant(ids.user, ids.role, ids.leaf);
    ids.template = await this.newTemplate();
    ids.gateway = await this.newGateway();
    ids.vendorKey = await this.newKey({}, ids.vendor);
    const { apiKey, value } = await this.chief.client.mutate(
      'createApiKey',
      { accountId: ids.place, name: this.name(), description: 'Described' },
      '... on ApiKeyValueSuccess { value apiKey { id } }',
    );
    ids.key = apiKey.id;
    this.keyValue = value;
    ids.endpoint = await this.newEndpoint();
    ids.webhook = await this.newWebhook();
    const test = '... on TestWebhookSuccess { delivery { id } }';
    ids.delivery = (await this.chief.client.mutate('testWebhook', { webhookId: ids.webhook }, test)).delivery.id;
    await this.chief.client.mutate('blockApiKey', { accountId: ids.place, keyId: ids.vendorKey });
    const event = { action: 'USER_CREATED', targetId: bare(ids.user) };
    ids.event = `aud_${(await this.installation.services.database.read.findOneByOrFail(AuditEvent, event)).id}`;
    await this.useKey();
  }

  /** The key opens place and leaf, and is refused there once. */
  private async useKey(): Promise<void> {
    const usage = new UsageTables(this.installation.services.database);
    const [keyId, gatewayId, atMs] = [bare(this.ids.key), bare(this.ids.gateway), Date.now()];
    const day = new Date(atMs).toISOString().slice(0, 10);
    for (const accountId of [this.ids.place, this.ids.leaf].map(bare)) {
      const refused = { code: 'IP_NOT_ALLOWED', operation: 'LIMITED', ip: null } as const;
      await usage.addUsage(
        [{ accountId, day, keyId, outcome: 'VALID', requests: 1 }],
        [{ accountId, keyId, ip: '192.0.2.1', atMs }],
      );
      await usage.addRefused([{ ...refused, id: newId(), atMs, accountId, keyId, gatewayId }]);
    }
  }

  private async makeLacking(permission: Permission): Promise<Person> {
    const { people, ids } = this;
    const others = PERMISSIONS.filter((one) => one !== permission);
    const person = await people.person(ids.vendor, others);
    await people.grant(person.id, await people.role(ids.vendor, PERMISSIONS), ids.side);
    return person;
  }
}

/**
 * What an answer says of what the query calls `edge`:
 * an error's code; `unreachable` where no object is there to go on from; `null`; `empty` for a list; else `visible`.
 */
export type Outcome = 'visible' | 'null' | 'empty' | 'unreachable' | 'FORBIDDEN' | 'UNAUTHENTICATED';

export async function outcomeOf(
  client: GraphqlClient,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<string> {
  const { data, errors } = await client.send(query, variables);
  if (errors) return errors[0]?.extensions.code ?? 'an error without code';
  const edges = edgesIn(data);
  if (edges.length === 0) return 'unreachable';
  const items = edges.flatMap((edge: Data) => (Array.isArray(edge?.nodes) ? edge.nodes : edge));
  if (items.length === 0) return 'empty';
  return items.every((item) => item === null) ? 'null' : 'visible';
}

/** Every value that the answer has under the name `edge`. */
export function edgesIn(data: Data): Data[] {
  if (data === null || typeof data !== 'object') return [];
  if (Array.isArray(data)) return data.flatMap(edgesIn);
  return Object.entries(data).flatMap(([name, value]) => (name === 'edge' ? [value] : edgesIn(value)));
}
