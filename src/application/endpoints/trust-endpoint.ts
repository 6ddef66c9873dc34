import { ConflictError, ValidationError } from '../../domain/errors';
import { isUserCode } from '../../domain/endpoints/user-code';
import { DeviceRegistration } from '../../entities/device-registration';
import type { Endpoint } from '../../entities/endpoint';
import { requireVersion } from '../access';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { endTokenFamilies } from '../tokens/end-token-families';
import { denyRegistrations } from './deny-registrations';
import { loadWaitingRegistrations } from './load-waiting-registrations';
import { requireEndpoint } from './require-endpoint';
import { type VisibleEndpoint, visibleEndpoint } from './visible-endpoint';
import { type DecideEndpointInput, writeDecision } from './write-decision';

export interface TrustEndpointInput extends DecideEndpointInput {
  /**
   * As the device shows it; case, blanks and dashes do not matter. Needed where more than one device waits, or one that
   * would take the place of a device that is known.
   */
  readonly userCode?: string | undefined;
}

/**
 * Confirms the endpoint, and allows the registration that waits. One that was rejected or revoked comes back by it, with
 * its own key pair or by registering again. Takes ModifyEndpoint on its account.
 */
export function trustEndpoint(context: Context, input: TrustEndpointInput): Promise<VisibleEndpoint> {
  return change(context, async (change) => {
    const found = await requireEndpoint(change, input.endpointId, 'ModifyEndpoint');
    const { endpoint, account } = found;
    const subject = { type: 'Endpoint', id: endpoint.id } as const;
    if (input.version !== undefined) requireVersion(endpoint, input.version, subject);
    const waiting = (await loadWaitingRegistrations(change, [endpoint.id])).get(endpoint.id) ?? [];
    if (waiting.length === 0 && endpoint.status === 'PENDING') {
      throw new ConflictError('Its registration has expired: have the device register again.', ['endpointId'], {
        current: subject,
      });
    }
    const allowed = chosen(waiting, endpoint, input.userCode);
    const decided = { status: 'TRUSTED', confirmed: true } as const;
    if (allowed) {
      const { clientType, description, publicKey, keyId } = allowed;
      const columns = { ...decided, clientType, description, publicKey, keyId };
      return writeDecision(change, found, 'ENDPOINT_TRUSTED', columns, async () => ({
        registrationsAllowed: 1,
        registrationsDenied: await letIn(change, endpoint, allowed),
      }));
    }
    if (endpoint.status === 'TRUSTED' && endpoint.confirmed) return visibleEndpoint(change, endpoint, account.path);
    const none = { registrationsAllowed: 0, registrationsDenied: 0 };
    return writeDecision(change, found, 'ENDPOINT_TRUSTED', decided, () => Promise.resolve(none));
  });
}

/**
 * The registration that is meant; null where none waits. Anybody with the key can say a client id that is known: only the
 * code tells whether the one that waits is the device that the administrator means, or another one in its place.
 *
 * @throws ValidationError where it is not clear which
 */
function chosen(
  waiting: readonly DeviceRegistration[],
  { status }: Endpoint,
  userCode: string | undefined,
): DeviceRegistration | null {
  if (userCode === undefined) {
    const [only, another] = waiting;
    if (!only) return null;
    if (!another && status === 'PENDING') return only;
    throw ValidationError.of(
      ['userCode'],
      'USER_CODE_REQUIRED',
      another
        ? 'More than one device asks under this client id: give the code that your device shows.'
        : 'This client id is known, and a device asks to take its place: give the code that your device shows.',
    );
  }
  const [match, another] = waiting.filter((registration) => isUserCode(userCode, registration.userCode));
  if (match && !another) return match;
  throw ValidationError.of(
    ['userCode'],
    'USER_CODE_MISMATCH',
    'No device that waits under this client id shows this code: read it off your device again, and trust no other.',
  );
}

/**
 * Allows one registration and denies all others, answering how many those were. A client id names one device, so the one
 * that is let in takes the place of whichever had the id before: its tokens end, a code of its that was allowed and not
 * yet fetched is denied, and (by the caller) its public key goes even where the new one leaves none, for who holds the
 * private half could fetch tokens by it. That the new one leaves the same public key makes no difference, since nothing
 * proved yet that it holds the private half: if it is the same device, it gets new tokens with its next poll.
 */
async function letIn(change: Change, endpoint: Endpoint, allowed: DeviceRegistration): Promise<number> {
  await endTokenFamilies(change, { endpointId: endpoint.id });
  await change.manager.update(DeviceRegistration, { id: allowed.id }, { status: 'ALLOWED' });
  return denyRegistrations(change, endpoint.id, ['WAITING', 'ALLOWED'], allowed.id);
}
