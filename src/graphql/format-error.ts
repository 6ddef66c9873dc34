import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import {
  type Fault,
  ForbiddenError,
  KeytreeError,
  LimitReachedError,
  UnauthenticatedError,
  ValidationError,
} from '../domain/errors';
import { validationErrorOf } from './user-error';

interface ErrorLog {
  error(fields: object, message: string): void;
}

/** Apollo's own codes for what is not of the schema's form. */
const FORM_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
]);

/** Top-level errors: known ones with their code, all others masked and logged with the request's id. */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown, log: ErrorLog): GraphQLFormattedError {
  const error = unwrapResolverError(thrown);
  if (error instanceof ArgumentValidationError) return badInput(formatted, validationErrorOf(error));
  if (error instanceof ValidationError) return badInput(formatted, error);
  if (error instanceof KeytreeError) return { ...formatted, message: error.message, extensions: extensionsOf(error) };
  const code = formatted.extensions?.code;
  if (typeof code === 'string' && FORM_CODES.has(code)) {
    return { ...formatted, extensions: { ...formatted.extensions, code: code.startsWith('GRAPHQL_') ? 'BAD_USER_INPUT' : code } };
  }
  log.error({ err: error, path: formatted.path }, 'a resolver failed');
  return {
    message: 'Something went wrong in the service. Its log has the reason, under the id of this request.',
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

function badInput(formatted: GraphQLFormattedError, error: ValidationError): GraphQLFormattedError {
  const faults: readonly Fault[] = error.faults;
  return { ...formatted, message: error.message, extensions: { code: 'BAD_USER_INPUT', faults } };
}

function extensionsOf(error: KeytreeError): Record<string, unknown> {
  if (error instanceof UnauthenticatedError) return { code: 'UNAUTHENTICATED' };
  if (error instanceof ForbiddenError) return { code: 'FORBIDDEN' };
  if (error instanceof LimitReachedError) {
    return { code: 'RATE_LIMITED', ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }) };
  }
  return { code: 'BAD_USER_INPUT' };
}
