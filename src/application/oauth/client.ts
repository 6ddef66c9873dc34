import type { AccessQuestion } from '../decision/access-question';

/** How a client says who it is (RFC 6749, 2.3). */
export interface ClientCredentials {
  /** The device's own unique id; null where only an assertion tells it. */
  readonly clientId: string | null;
  /** The API key. */
  readonly secret: string | null;
  /** A signed JWT (RFC 7523, 2.2). */
  readonly assertion: string | null;
}

/** Null where none is named. */
export type NamedAccount = AccessQuestion['account'];
