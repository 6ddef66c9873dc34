import type { Caller } from '../caller';

interface Actor {
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
}

/** Of a user with a key the user; the key is noted in what the record says. */
export function actorOf(caller: Caller): Actor {
  if (caller.kind === 'USER') return { actorKind: 'USER', actorId: caller.userId, actorName: caller.userName };
  if (caller.kind !== 'KEY') return { actorKind: caller.kind, actorId: null, actorName: null };
  const { user, keyId, keyName } = caller;
  return user
    ? { actorKind: 'USER', actorId: user.id, actorName: user.name }
    : { actorKind: 'KEY', actorId: keyId, actorName: keyName };
}

/** What a record says was done, with the key through which a user did it. */
export function withActorsKey(caller: Caller, after: Record<string, unknown> | null): Record<string, unknown> | null {
  if (caller.kind !== 'KEY' || !caller.user) return after;
  return { ...after, actorKeyId: caller.keyId, actorKeyName: caller.keyName };
}

/** For `createdBy`: `user:<hex>`, `key:<hex>` or `command-line`. */
export function creatorOf(caller: Caller): string {
  const { actorKind, actorId } = actorOf(caller);
  const kind = actorKind.toLowerCase().replace('_', '-');
  return actorId === null ? kind : `${kind}:${actorId}`;
}

/** Of a `createdBy` the key that acted by itself; null where it was none. */
export function creatingKeyId(createdBy: string): string | null {
  return createdBy.startsWith('key:') ? createdBy.slice('key:'.length) : null;
}
