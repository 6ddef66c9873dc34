import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { loadCallerByAccessToken } from '../application/sessions/load-caller';
import type { Caller } from '../application/caller';
import { newContext } from '../application/context';
import type { Services } from '../application/services';
import { formatError } from '../graphql/format-error';
import type { GraphqlContext } from '../graphql/graphql-context';
import { MAX_QUERY_TOKENS, limitRules } from '../graphql/limits';
import { newLoaders } from '../graphql/loaders';

export interface GraphqlRouteOptions {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly logger: Logger;
  /** Callers that are not signed in may not read the schema in production. */
  readonly production: boolean;
}

export async function addGraphqlRoute(
  server: FastifyInstance,
  { schema, services, logger, production }: GraphqlRouteOptions,
): Promise<void> {
  const apollo = new ApolloServer<GraphqlContext>({
    schema,
    cache: 'bounded',
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxLexicalTokens: MAX_QUERY_TOKENS },
    validationRules: [...limitRules],
    stopOnTerminationSignals: false,
    formatError: (formatted: GraphQLFormattedError, error: unknown) => formatError(formatted, error, logger),
    plugins: [
      fastifyApolloDrainPlugin(server),
      ApolloServerPluginCacheControlDisabled(),
      ...(production ? [introspectionForSignedIn()] : []),
    ],
  });
  await apollo.start();
  await server.register(fastifyApollo(apollo), {
    path: '/graphql',
    method: ['POST'],
    context: (request: FastifyRequest) => graphqlContext(services, request),
  });
}

async function graphqlContext(services: Services, request: FastifyRequest): Promise<GraphqlContext> {
  const token = bearerToken(request.headers.authorization);
  const caller: Caller | null = token === null ? null : await loadCallerByAccessToken(services, token);
  const app = newContext(services, caller ?? { kind: 'ANONYMOUS' }, request.clientIp);
  return { app, loaders: newLoaders(app), requestId: request.id, tokenRefused: token !== null && caller === null };
}

/** RFC 6750, section 2.1. */
function bearerToken(header: string | undefined): string | null {
  const match = /^bearer +(\S{1,512})$/i.exec(header ?? '');
  return match?.[1] ?? null;
}

function introspectionForSignedIn(): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, contextValue }) => {
        const asks = operation?.selectionSet.selections.some(
          (selection) => selection.kind === 'Field' && ['__schema', '__type'].includes(selection.name.value),
        );
        if (asks === true && contextValue.app.caller.kind === 'ANONYMOUS') {
          throw new GraphQLError('Sign in to read the schema.', { extensions: { code: 'UNAUTHENTICATED' } });
        }
      },
    }),
  };
}
