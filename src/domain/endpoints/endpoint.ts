/** Where a device stands. Only a TRUSTED one has a token; trust ends by rejecting, revoking or deleting, nothing else. */
export const ENDPOINT_STATUSES = ['PENDING', 'TRUSTED', 'REJECTED', 'REVOKED'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];
