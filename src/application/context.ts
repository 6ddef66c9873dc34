import type { EntityManager } from 'typeorm';
import type { Caller } from './caller';
import type { Services } from './services';

/** Who asks, from where, and what they read with. The first argument of every use case. */
export interface Context {
  readonly services: Services;
  readonly caller: Caller;
  /** Canonical; null where it is not known. */
  readonly clientIp: string | null;
  /** Reads what is committed; within a change, what the change has done so far. */
  readonly manager: EntityManager;
  readonly now: () => Date;
}

export function newContext(services: Services, caller: Caller, clientIp: string | null = null): Context {
  return { services, caller, clientIp, manager: services.database.read, now: services.now };
}
