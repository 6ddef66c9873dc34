import type { EntityManager } from 'typeorm';
import { type IdKind, publicId } from '../../domain/ids';
import type { FurtherEvent, WebhookEvent } from '../../domain/webhooks/webhook-event';
import { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import { Endpoint } from '../../entities/endpoint';
import type { Notice, ToldKey } from './notice';

/** Ids of one statement. */
const CHUNK = 500;

/** The text that is sent. Names and public ids, never a value, a token or an address. */
export function payload(type: WebhookEvent | FurtherEvent, at: Date, data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ type, timestamp: at, data });
}

/** What is told of an account. */
export function toldAccount({ id, externalId, name }: Pick<Account, 'id' | 'externalId' | 'name'>): object {
  return { id: publicId('Account', id), externalId, name };
}

/** Words the notices, with the names of their objects as these are now. */
export class Payloads {
  private constructor(
    private readonly accounts: ReadonlyMap<string, Account>,
    private readonly keys: ReadonlyMap<string, ApiKey>,
    private readonly endpoints: ReadonlyMap<string, Endpoint>,
  ) {}

  static async load(
    manager: EntityManager,
    notices: readonly Notice[],
    furtherAccounts: readonly string[],
  ): Promise<Payloads> {
    return new Payloads(
      await byId(manager, Account, [...notices.map(({ accountId }) => accountId), ...furtherAccounts]),
      await byId(
        manager,
        ApiKey,
        notices.flatMap(({ key }) => (key && !key.was ? [key.id] : [])),
      ),
      await byId(
        manager,
        Endpoint,
        notices.flatMap(({ endpointId }) => endpointId ?? []),
      ),
    );
  }

  of({ type, at, accountId, key, endpointId, actor, further }: Notice): string {
    return payload(type, at, {
      account: this.account(accountId),
      ...(key ? { apiKey: this.key(key) } : {}),
      ...(endpointId === undefined ? {} : { endpoint: this.endpoint(endpointId) }),
      actor: actor ? toldActor(actor) : null,
      ...further,
    });
  }

  /** In the place of so many notices that nobody would read them. `accountId` is the webhook's. */
  ofMany(notices: readonly Notice[], at: Date, accountId: string): string {
    const counts: Record<string, number> = {};
    for (const { type } of notices) counts[type] = (counts[type] ?? 0) + 1;
    return payload('events.summarised', at, { account: this.account(accountId), counts });
  }

  private account(id: string): object {
    const account = this.accounts.get(id);
    return account ? toldAccount(account) : { id: publicId('Account', id), externalId: null, name: null };
  }

  private key({ id, was }: NonNullable<Notice['key']>): object {
    const key = was ?? this.keys.get(id);
    return { id: publicId('ApiKey', id), ...(key ? toldKey(key) : {}) };
  }

  private endpoint(id: string): object {
    const { name = null, clientType = null } = this.endpoints.get(id) ?? {};
    return { id: publicId('Endpoint', id), name, clientType };
  }
}

/** Named one by one: what is told of a key is no more than what is named here. */
export function toldKey({ name, hint, active, expiresAt }: ToldKey): ToldKey {
  return { name, hint, active, expiresAt };
}

/** Whose ids they are that audit records have of those who did something. */
const ACTORS: Readonly<Record<string, IdKind>> = {
  USER: 'User',
  KEY: 'ApiKey',
  GATEWAY: 'Gateway',
  ENDPOINT: 'Endpoint',
};

function toldActor({ actorKind, actorId, actorName }: NonNullable<Notice['actor']>): object {
  const kind = ACTORS[actorKind];
  const id = kind !== undefined && actorId !== null ? publicId(kind, actorId) : null;
  return { kind: actorKind, id, name: actorName };
}

async function byId<T extends { id: string }>(
  manager: EntityManager,
  entity: new () => T,
  ids: readonly string[],
): Promise<Map<string, T>> {
  const wanted = [...new Set(ids)];
  const found = new Map<string, T>();
  for (let from = 0; from < wanted.length; from += CHUNK) {
    const rows = await manager
      .createQueryBuilder(entity, 'one')
      .whereInIds(wanted.slice(from, from + CHUNK))
      .getMany();
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
