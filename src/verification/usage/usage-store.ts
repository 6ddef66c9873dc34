import type { GatewaySeen, KeyUse, RefusedRequest, UsageCount } from '../../domain/usage/usage';

/**
 * Where usage is kept. Each call is all or nothing, and tried again by itself where the database gave way. Accounts,
 * keys and gateways may be gone meanwhile.
 */
export interface UsageStore {
  /** Adds counts to those of before, and takes over uses that are later than what is there. */
  addUsage(counts: readonly UsageCount[], uses: readonly KeyUse[]): Promise<void>;
  addRefused(rows: readonly RefusedRequest[]): Promise<void>;
  markSeen(rows: readonly GatewaySeen[]): Promise<void>;
}
