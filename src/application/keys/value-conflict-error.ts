import { ConflictError } from '../../domain/errors';

/** The value stands on the line already: a kind of its own, since who meets many of them may be testing values. */
export class ValueConflictError extends ConflictError {}
