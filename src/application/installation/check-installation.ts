import type { Context } from '../context';
import { checkAccounts } from './check-accounts';
import { checkEndpoints } from './check-endpoints';
import { checkKeys } from './check-keys';
import { checkPeople } from './check-people';
import { checkRecords } from './check-records';
import { checkServices } from './check-services';
import { checkValues } from './check-values';
import { readSnapshot } from '../../database/snapshot';

/** Something that must never be. */
export interface Violation {
  /** What it is about, by its public id. */
  readonly subject: string;
  readonly message: string;
}

export interface CheckInstallationInput {
  readonly onViolation: (violation: Violation) => void;
  readonly onProgress?: ((rows: number) => void) | undefined;
}

export interface CheckInstallationResult {
  readonly looked: number;
  readonly violations: number;
}

const PARTS = [checkAccounts, checkKeys, checkValues, checkPeople, checkEndpoints, checkServices, checkRecords];

/**
 * Looks at every invariant of the tree, its keys, users, roles, devices, gateways and webhooks, in one state of the
 * database, a batch of rows at a time. Writes nothing, and trusts nothing that is kept: texts are parsed, paths and name
 * keys worked out again.
 */
export async function checkInstallation(
  context: Context,
  input: CheckInstallationInput,
): Promise<CheckInstallationResult> {
  let looked = 0;
  let violations = 0;
  await readSnapshot(context.services.database, async (manager) => {
    const check = {
      manager,
      report: (subject: string, message: string): void => {
        violations++;
        input.onViolation({ subject, message });
      },
      looked: (rows: number): void => {
        looked += rows;
        input.onProgress?.(looked);
      },
    };
    for (const part of PARTS) await part(check);
  });
  return { looked, violations };
}
