/**
 * Raw SQL: whether the endpoint, which is `e`, has a registration that counts; one that has expired counts for nothing.
 * `now` is a parameter of the query, in the form of the database.
 */
export const HAS_REGISTRATION_SQL = registration('1 = 1');
/** Whether one of them waits for a decision. */
export const WAITS_SQL = registration("r.status = 'WAITING'");

function registration(condition: string): string {
  return `EXISTS (SELECT 1 FROM device_registration r WHERE r.endpoint_id = e.id AND r.expires_at > :now AND ${condition})`;
}
