import { GraphQLError, type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import type { KeytreeError } from '../domain/errors';

/** The error at the field's place in the answer: graphql-js takes what has a `path` of its own for placed already. */
export function located(error: KeytreeError, { fieldNodes, path }: GraphQLResolveInfo): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: fieldNodes,
    path: responsePathAsArray(path),
    originalError: error,
  });
}
