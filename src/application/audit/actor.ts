import type { Caller } from '../caller';

export function actorOf(caller: Caller): { actorKind: string; actorId: string | null; actorName: string | null } {
  return caller.kind === 'USER'
    ? { actorKind: 'USER', actorId: caller.userId, actorName: caller.userName }
    : { actorKind: caller.kind, actorId: null, actorName: null };
}

/** For `createdBy`: `user:<hex>` or `command-line`. */
export function creatorOf(caller: Caller): string {
  return caller.kind === 'USER' ? `user:${caller.userId}` : caller.kind.toLowerCase().replace('_', '-');
}
