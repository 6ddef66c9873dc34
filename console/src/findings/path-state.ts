import type { ClientType, PathKeyFragment } from '../gql/graphql';
import { FLAGS } from '../keys/dialogs/key-values';

type Traits = Pick<PathKeyFragment, 'clientType' | (typeof FLAGS)[number]>;

/** What a key has to have to stand in for all of these. */
export function traitsOf(
  replaced: readonly Traits[],
): { readonly clientType: ClientType } & Record<(typeof FLAGS)[number], boolean> {
  const types = new Set(replaced.map(({ clientType }) => clientType ?? 'GENERAL'));
  const [only = 'GENERAL'] = types;
  const has = (flag: (typeof FLAGS)[number]): boolean => replaced.some((key) => key[flag]);
  return {
    clientType: types.size === 1 ? only : 'GENERAL',
    fullApiAccess: has('fullApiAccess'),
    allowUnauthenticatedRequests: has('allowUnauthenticatedRequests'),
    allowUntrustedEndpoints: has('allowUntrustedEndpoints'),
    automaticEndpointTrust: has('automaticEndpointTrust'),
  };
}

/** The first of the account's own keys that could stand in; null: it has yet to be made. */
export function standInOf<Key extends Traits>(own: readonly Key[], replaced: readonly Traits[]): Key | null {
  if (replaced.length === 0) return null;
  const wanted = traitsOf(replaced);
  const fits = (key: Key): boolean =>
    key.clientType === wanted.clientType && FLAGS.every((flag) => key[flag] || !wanted[flag]);
  return own.find(fits) ?? null;
}

/** Which predefined keys to begin with: those that the address names, else those in use, else that of clients. */
export function firstChosen(
  predefined: readonly Pick<PathKeyFragment, 'id' | 'clientType' | 'lastUsedAt'>[],
  named: readonly string[],
): readonly string[] {
  const ids = (keys: typeof predefined): string[] => keys.map(({ id }) => id);
  const asNamed = predefined.filter(({ id }) => named.includes(id));
  if (asNamed.length > 0) return ids(asNamed);
  const inUse = predefined.filter(({ lastUsedAt }) => lastUsedAt);
  if (inUse.length > 0) return ids(inUse);
  const first = predefined.find(({ clientType }) => clientType === 'CLIENT') ?? predefined[0];
  return first ? [first.id] : [];
}

/** Whether clients still come with a predefined key. */
export type Progress = 'NEVER_USED' | 'NOT_SINCE' | 'STILL_USED';

export function progressOf(
  predefined: Pick<PathKeyFragment, 'lastUsedAt'>,
  standIn: Pick<PathKeyFragment, 'createdAt'> | null,
): Progress {
  if (!predefined.lastUsedAt) return 'NEVER_USED';
  const since = standIn?.createdAt ? Date.parse(standIn.createdAt) : 0;
  return Date.parse(predefined.lastUsedAt) > since ? 'STILL_USED' : 'NOT_SINCE';
}

/** Whether nobody would miss it: it was never used, or its clients come with the key that stands in for it. */
export function isReplaced(
  key: Traits & Pick<PathKeyFragment, 'lastUsedAt'>,
  standIn: (Traits & Pick<PathKeyFragment, 'createdAt'>) | null,
  chosen: readonly Traits[],
): boolean {
  if (!key.lastUsedAt) return true;
  if (!standIn || progressOf(key, standIn) === 'STILL_USED') return false;
  const standsInFor = (keys: readonly Traits[]): boolean => standInOf([standIn], keys) !== null;
  return standsInFor([key]) || (chosen.includes(key) && standsInFor(chosen));
}
