import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { BREAK, type DocumentNode, GraphQLError, Kind, OperationTypeNode, visit } from 'graphql';
import type { Logger } from 'pino';
import { isInternal } from '../graphql/format-error';
import type { GraphqlContext } from '../graphql/graphql-context';
import { keyCallerKnown } from './key-callers';
import type { RequestContext } from './request-context';

/** A mutation is answered only when its outcome is known. */
export const mutationsWithoutDeadline: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      // Async, so that a deadline that has passed already refuses the mutation.
      didResolveOperation: async ({ operation, contextValue }) => {
        await Promise.resolve();
        if (operation?.operation === OperationTypeNode.MUTATION) contextValue.deadline.lift();
      },
    }),
};

/** Failures of the service: logged under the request's id, which the answer carries for a person to quote. */
export function internalErrors(logger: Logger): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue: { requestId } }) => {
          for (const error of errors.filter(isInternal)) {
            const node = error.nodes?.[0];
            // The schema's name of the field: an alias is text of the client's.
            const field = node?.kind === Kind.FIELD ? node.name.value : undefined;
            logger.error({ requestId, field, err: unwrapResolverError(error) }, 'a resolver failed');
          }
          return Promise.resolve();
        },
        willSendResponse: ({ response: { body }, contextValue: { requestId } }) => {
          if (body.kind === 'single' && body.singleResult.errors) {
            body.singleResult.errors = body.singleResult.errors.map((error) =>
              error.extensions?.code === 'INTERNAL_SERVER_ERROR'
                ? { ...error, extensions: { ...error.extensions, requestId } }
                : error,
            );
          }
          return Promise.resolve();
        },
      }),
  };
}

/** In production the schema is for those who are signed in. */
export const introspectionForSignedIn: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: async ({ operation, document, contextValue }) => {
        // The hooks of all plugins begin together.
        if (contextValue.presented && operation) await keyCallerKnown(contextValue, operation, document);
        if (contextValue.app.caller.kind !== 'ANONYMOUS' || !readsSchema(document)) return;
        throw new GraphQLError('Sign in to read the schema.', {
          extensions: { code: 'UNAUTHENTICATED', http: { status: 200 } },
        });
      },
    }),
};

/** Anywhere in the document: a fragment may stand at the root. */
function readsSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      found ||= name.value === '__schema' || name.value === '__type';
      return found ? BREAK : undefined;
    },
  });
  return found;
}
