import { In, MoreThan, Not } from 'typeorm';
import type { RegistrationStatus } from '../../domain/endpoints/endpoint';
import { DeviceRegistration } from '../../entities/device-registration';
import type { Change } from '../change';

/** Whoever polls with their codes gets no token. Answers how many there were; expired ones count for nothing. */
export async function denyRegistrations(
  change: Change,
  endpointId: string,
  statuses: readonly RegistrationStatus[],
  exceptId = '',
): Promise<number> {
  const { affected } = await change.manager.update(
    DeviceRegistration,
    { endpointId, id: Not(exceptId), status: In([...statuses]), expiresAt: MoreThan(change.now()) },
    { status: 'DENIED' },
  );
  return affected ?? 0;
}
