import { ConflictError } from '../../domain/errors';
import { hintOf } from '../../domain/keys/key-value';
import { newToken } from '../../domain/secrets/tokens';
import { checkName } from '../../domain/text/name';
import type { Account } from '../../entities/account';
import { Gateway } from '../../entities/gateway';
import { holds } from '../caller';
import type { Change } from '../change';
import { InputFaults } from '../input-faults';

/** What audit records show of a gateway: the hint of the credential, never the credential or its hash. */
export const GATEWAY_AUDITED = ['name', 'hint', 'enabled'] as const satisfies readonly (keyof Gateway)[];

export interface GatewayAndCredential {
  readonly gateway: Gateway;
  /** Shown this once. */
  readonly credential: string;
}

/** @throws ValidationError */
export function refuseGatewayFaults({ name }: { readonly name?: string | undefined }): void {
  const faults = new InputFaults();
  if (name !== undefined) faults.add(['name'], checkName(name));
  faults.refuse();
}

/** A new credential with the columns that keep it. */
export function newCredential(change: Change): {
  readonly credential: string;
  readonly columns: Pick<Gateway, 'credentialHash' | 'hint'>;
} {
  const credential = newToken('gateway');
  const credentialHash = change.services.secrets.tokens.hash(credential);
  return { credential, columns: { credentialHash, hint: hintOf(credential) } };
}

/** Unique on its account without case. */
export async function requireFreeGatewayName(change: Change, account: Account, nameKey: string): Promise<void> {
  const existing = await change.manager.findOneBy(Gateway, { accountId: account.id, nameKey });
  if (!existing) return;
  throw new ConflictError(
    'The account has a gateway of this name already: choose another name.',
    ['name'],
    holds(change.caller, account.path, 'ViewGateway') ? { existing: { type: 'Gateway', id: existing.id } } : {},
  );
}
