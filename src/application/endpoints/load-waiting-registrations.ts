import { In, MoreThan } from 'typeorm';
import { DeviceRegistration } from '../../entities/device-registration';
import type { Context } from '../context';

/** The registrations of each endpoint that wait for a decision, the oldest first: one statement. For endpoints that the caller sees. */
export async function loadWaitingRegistrations(
  context: Context,
  endpointIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DeviceRegistration[]>> {
  const rows = await context.manager.find(DeviceRegistration, {
    where: { endpointId: In([...endpointIds]), status: 'WAITING', expiresAt: MoreThan(context.now()) },
    order: { id: 'ASC' },
  });
  const lists = new Map<string, DeviceRegistration[]>(endpointIds.map((id) => [id, []]));
  for (const row of rows) lists.get(row.endpointId)?.push(row);
  return lists;
}
