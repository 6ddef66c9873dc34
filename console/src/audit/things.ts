import { useEffect, useMemo, useState } from 'react';
import { type Client, useClient } from 'urql';
import { places } from '../app/places';
import { type AuditEventPartsFragment, AuditThingsDocument, type AuditThingsQuery } from '../gql/graphql';

type Found = NonNullable<NonNullable<AuditThingsQuery['nodes']>[number]>;

/** What events name, by id, as it is now. Null: it is gone, or the viewer may not see it. */
export type Things = ReadonlyMap<string, Found | null>;

const AT_ONCE = 100;

export async function findThings(client: Client, ids: readonly string[]): Promise<Things> {
  const found = new Map<string, Found | null>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const { data } = await client.query(AuditThingsDocument, { ids: some }).toPromise();
    // Without an answer they are shown by their ids.
    some.forEach((id, index) => found.set(id, data?.nodes?.[index] ?? null));
  }
  return found;
}

/** Asks for those that it does not know yet, many at once. */
export function useThings(ids: readonly string[]): Things {
  const client = useClient();
  const [things, setThings] = useState<Things>(new Map());
  const missing = [...new Set(ids)].filter((id) => !things.has(id)).join(' ');
  useEffect(() => {
    if (missing === '') return;
    let stays = true;
    void findThings(client, missing.split(' ')).then((found) => {
      if (stays) setThings((before) => new Map([...before, ...found]));
    });
    return () => {
      stays = false;
    };
  }, [client, missing]);
  return things;
}

/** What the rows of a list name. */
export function useThingsOf(events: readonly AuditEventPartsFragment[]): Things {
  const ids = useMemo(
    () =>
      events.flatMap(({ accountId, actor, target }) =>
        [accountId, actor.id, target.id].filter((id): id is string => typeof id === 'string'),
      ),
    [events],
  );
  return useThings(ids);
}

export function accountName(things: Things, id: string): string | null {
  const found = things.get(id);
  return found?.__typename === 'Account' ? found.name : null;
}

/** Where it can be looked at; null: nowhere. */
export function placeOf(things: Things, id: string | null | undefined): string | null {
  const found = id ? things.get(id) : null;
  switch (found?.__typename) {
    case 'Account':
      return places.account(found.id);
    case 'User':
      return found.account ? places.user(found.account.id, found.id) : null;
    case 'Role':
      return found.account ? places.role(found.account.id, found.id) : null;
    case 'Endpoint':
      return found.account ? places.endpoint(found.account.id, found.id) : null;
    case 'ApiKey':
      return found.definedOn.id ? places.key(found.definedOn.id, found.id) : null;
    default:
      return null;
  }
}
