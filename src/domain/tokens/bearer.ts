/** The token of an Authorization header (RFC 6750, 2.1); null where it is no bearer token. */
export function bearerToken(header: string | undefined): string | null {
  return /^bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}

/** What came as a token: whatever stands there and is no bearer token is a bad token, never none. */
export function presentedToken(header: string | null): string | null {
  return header === null ? null : (bearerToken(header) ?? header);
}
