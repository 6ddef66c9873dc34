import { v7 } from 'uuid';

/** UUIDv7 (RFC 9562) as 32 lower-case hex characters: sorts by the time of its making. */
export function newId(): string {
  return v7().replaceAll('-', '');
}
