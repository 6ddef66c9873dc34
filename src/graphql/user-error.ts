import { ArgumentValidationError } from 'type-graphql';
import type { ValidationError as ClassValidatorError } from 'class-validator';
import {
  ConflictError,
  DeniedError,
  type Fault,
  ForbiddenError,
  LimitReachedError,
  NotFoundError,
  UnauthenticatedError,
  ValidationError,
} from '../domain/errors';
import {
  Conflict,
  Denied,
  Forbidden,
  LimitReached,
  NotFound,
  Unauthenticated,
  type UserError,
  ValidationFailed,
} from './types/user-errors';

/** The member of a mutation's union that stands for the error; null for what is no refusal but a failure. */
export function userErrorOf(error: unknown): UserError | null {
  if (error instanceof ArgumentValidationError) return new ValidationFailed(validationErrorOf(error));
  if (error instanceof ValidationError) return new ValidationFailed(error);
  if (error instanceof ConflictError) return new Conflict(error);
  if (error instanceof NotFoundError) return new NotFound(error);
  if (error instanceof DeniedError) return new Denied(error);
  if (error instanceof ForbiddenError) return new Forbidden(error);
  if (error instanceof LimitReachedError) return new LimitReached(error);
  if (error instanceof UnauthenticatedError) return new Unauthenticated(error);
  return null;
}

/** class-validator's errors as faults, each with the path of its field. */
export function validationErrorOf(error: ArgumentValidationError): ValidationError {
  const errors = error.extensions.validationErrors;
  return new ValidationError(errors.flatMap((one) => faultsOf(one, [])));
}

function faultsOf(error: ClassValidatorError, above: readonly string[]): Fault[] {
  const path = [...above, error.property];
  const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) => ({
    path,
    code: constraint.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase(),
    message: `${message}.`,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, path))];
}
