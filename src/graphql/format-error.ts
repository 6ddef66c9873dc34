import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import type { CheckCode } from '../domain/decision/codes';
import {
  DeniedError,
  type Fault,
  ForbiddenError,
  KeytreeError,
  LimitReachedError,
  UnauthenticatedError,
  ValidationError,
} from '../domain/errors';
import { MAX_QUERY_TOKENS } from './limits';
import { validationErrorOf } from './user-error';
import { withoutValues } from './without-values';

/** What the API's own codes are, and what Apollo calls a request that is not of the schema's form. */
const OWN_CODES = new Set<unknown>(['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT', 'RATE_LIMITED']);
/** The standard's own: clients know it, with its message, and send the text then. */
const NOT_PERSISTED: unknown = ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND;
const FORM_CODES = new Set<unknown>(
  Object.values(ApolloServerErrorCode).filter((code) => code !== ApolloServerErrorCode.INTERNAL_SERVER_ERROR),
);

/** Whether it is a failure of the service rather than an answer: to be logged, and masked before the caller. */
export function isInternal(thrown: unknown): boolean {
  const error = unwrapResolverError(thrown);
  if (error instanceof ArgumentValidationError || error instanceof KeytreeError) return false;
  const code = thrown instanceof GraphQLError ? thrown.extensions.code : undefined;
  return !OWN_CODES.has(code) && !FORM_CODES.has(code);
}

/** Top-level errors: known ones with their code, all others masked. */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const error = unwrapResolverError(thrown);
  if (error instanceof ArgumentValidationError) return badInput(formatted, validationErrorOf(error));
  if (error instanceof ValidationError) return badInput(formatted, error);
  if (error instanceof KeytreeError) return { ...formatted, message: error.message, extensions: extensionsOf(error) };
  if (isInternal(thrown)) return masked(formatted);
  return badForm(formatted, thrown);
}

/** A refusal of the whole request, before anything is resolved. */
export function refusalOfRequest(error: KeytreeError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { ...extensionsOf(error), http: { status: 200 } } });
}

function badInput(formatted: GraphQLFormattedError, error: ValidationError): GraphQLFormattedError {
  const faults: readonly Fault[] = error.faults;
  return { ...formatted, message: error.message, extensions: { code: 'BAD_USER_INPUT', faults } };
}

function extensionsOf(error: KeytreeError): Record<string, unknown> {
  if (error instanceof UnauthenticatedError) return { code: 'UNAUTHENTICATED' };
  if (error instanceof DeniedError) return { code: codeOfDecision(error.decision), decision: error.decision };
  if (error instanceof ForbiddenError) return { code: 'FORBIDDEN' };
  // Where time does not help, the request itself asks for too much.
  if (error instanceof LimitReachedError && error.retryAfterSeconds !== undefined) {
    return { code: 'RATE_LIMITED', retryAfterSeconds: error.retryAfterSeconds };
  }
  return { code: 'BAD_USER_INPUT' };
}

/** Most of the decision is about who asks; this check is about what is asked. */
function codeOfDecision(decision: CheckCode): 'FORBIDDEN' | 'UNAUTHENTICATED' {
  return decision === 'FULL_ACCESS_REQUIRED' ? 'FORBIDDEN' : 'UNAUTHENTICATED';
}

function masked({ path }: GraphQLFormattedError): GraphQLFormattedError {
  return {
    message: 'Something went wrong in the service. Its log has the reason, under the id of this request.',
    ...(path ? { path } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** What graphql-js or Apollo refused. */
function badForm(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const given = formatted.extensions?.code;
  const code = OWN_CODES.has(given) || given === NOT_PERSISTED ? given : 'BAD_USER_INPUT';
  // graphql-js writes "that".
  if (/more tha[nt] \d+ tokens/.test(formatted.message)) return tooManyTokens(formatted);
  const fault = thrown instanceof GraphQLError ? variableFault(thrown) : null;
  if (fault) return { ...formatted, message: fault.said, extensions: { code, faults: [fault.fault] } };
  return { ...formatted, message: withoutValues(formatted.message), extensions: { ...formatted.extensions, code } };
}

/** The parser stops at the limit: how many more there are is not known. */
function tooManyTokens(formatted: GraphQLFormattedError): GraphQLFormattedError {
  return {
    ...formatted,
    message: `This document has more than ${MAX_QUERY_TOKENS} tokens; at most ${MAX_QUERY_TOKENS} are allowed. Ask for less, or in several requests.`,
    extensions: { code: 'BAD_USER_INPUT', limit: { name: 'tokens', most: MAX_QUERY_TOKENS } },
  };
}

/** A variable whose value does not fit its type: where, without the value. */
function variableFault(error: GraphQLError): { said: string; fault: Fault } | null {
  const variable = /^Variable "\$(\w+)" got invalid value /.exec(error.message)?.[1];
  if (variable === undefined || !error.originalError) return null;
  const reason = withoutValues(error.originalError.message);
  const place = error.message.slice(0, -`; ${error.originalError.message}`.length);
  // The value may hold the like of it too: the last one is graphql-js's own.
  const at = / at "(\w+[.[][\w.[\]]*)"$/.exec(place)?.[1] ?? variable;
  return {
    said: `Variable "$${variable}" got an invalid value at "${at}"; ${reason}`,
    fault: {
      path: at
        .split(/[.[\]]+/)
        .filter((part) => part !== '')
        .slice(1),
      code: 'INVALID_VALUE',
      message: reason,
    },
  };
}
