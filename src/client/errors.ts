/**
 * No message holds a key, a token or the credential. The status is not named `status`: frameworks would take it for the
 * one of their own answer.
 */
export abstract class KeytreeError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** There is no decision: Keytree was not reached, was not in time, or could not decide. It was tried again already. */
export class KeytreeUnavailableError extends KeytreeError {
  constructor(
    message: string,
    /** Of the last answer; null where none came. */
    readonly httpStatus: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Keytree did not take the question: it is not of the form, or comes from no gateway that it knows. */
export class KeytreeRefusedError extends KeytreeError {
  constructor(
    message: string,
    readonly httpStatus: number,
    /** `BAD_REQUEST`, `UNAUTHENTICATED` ... */
    readonly code: string,
    /** Leads to the property at fault, `['requests', '3', 'clientIp']`. */
    readonly path: readonly string[],
  ) {
    super(message);
  }
}
