import type { KeyValues } from './key-values';

/** The findings that a key would have for what it may do, as the service has them. */
export type Risk = 'FULL_ACCESS_WITHOUT_USER' | 'UNTRUSTED_ENDPOINTS' | 'CLIENT_CANNOT_INSTALL';

/** Said while the form is filled in, where it is cheap to choose otherwise. */
export function risksOf(values: KeyValues): Risk[] {
  const { fullApiAccess, allowUnauthenticatedRequests, allowUntrustedEndpoints, clientType } = values;
  const isEverywhere = values.allowedIps.every((entry) => entry.trim() === '');
  const isForClients = clientType === 'CLIENT';
  const risks: Record<Risk, boolean> = {
    FULL_ACCESS_WITHOUT_USER: fullApiAccess && allowUnauthenticatedRequests && isEverywhere,
    UNTRUSTED_ENDPOINTS: allowUntrustedEndpoints && !isForClients,
    CLIENT_CANNOT_INSTALL: isForClients && !(allowUnauthenticatedRequests && allowUntrustedEndpoints),
  };
  return (Object.keys(risks) as Risk[]).filter((risk) => risks[risk]);
}
