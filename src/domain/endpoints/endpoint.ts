/** Where a device stands. Only a TRUSTED one has a token; trust ends by rejecting, revoking or deleting, nothing else. */
export const ENDPOINT_STATUSES = ['PENDING', 'TRUSTED', 'REJECTED', 'REVOKED'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

/** What a registering device says it is, in its own spelling. */
export const CLIENT_TYPES = ['printer', 'chrome_extension', 'desktop_client', 'mobile_device', 'server'] as const;
export type ClientType = (typeof CLIENT_TYPES)[number];

/** Of one device code. WAITING: an administrator has not decided. ALLOWED: the next poll gets the token. */
export type RegistrationStatus = 'WAITING' | 'ALLOWED' | 'DENIED';
