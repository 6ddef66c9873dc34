import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { loadCallerByAccessToken } from '../application/sessions/load-caller';
import type { Caller } from '../application/caller';
import { type Context, newContext } from '../application/context';
import type { Services } from '../application/services';
import { formatError } from '../graphql/format-error';
import { MAX_QUERY_TOKENS, limitRules } from '../graphql/limits';
import { newLoaders } from '../graphql/loaders';
import { UnauthenticatedError } from '../domain/errors';
import { HttpError, sendGraphqlError } from './errors';
import { internalErrors, introspectionForSignedIn, mutationsWithoutDeadline } from './graphql-plugins';
import { callersWithKey } from './key-callers';
import {
  NO_OPERATIONS,
  type PersistedOperations,
  persistedQueries,
  refuseUnknownOperation,
} from './persisted-operations';
import { bearerOf, isLoginToken, presentedKeyOf } from './presented-key';
import { QUERY_LIMIT_MS, QueryDeadline } from './query-deadline';
import type { RequestContext } from './request-context';
import { viewAsOf, viewedAsAnother } from './view-as';

export interface GraphqlRouteOptions {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly logger: Logger;
  /** Callers that are not signed in may not read the schema in production. */
  readonly production: boolean;
  readonly queryLimitMs?: number;
  /** Known beforehand; none by default. */
  readonly operations?: PersistedOperations;
}

export async function addGraphqlRoute(server: FastifyInstance, options: GraphqlRouteOptions): Promise<void> {
  const apollo = newApollo(options);
  await apollo.start();
  await server.register((scope, _options, done) => {
    scope.setErrorHandler(sendGraphqlError);
    scope.route({
      method: 'POST',
      url: '/graphql',
      handler: (request, reply) => answerInTime(apollo, options, request, reply),
    });
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: '/graphql',
      handler: (request, reply) => {
        const refusal = new HttpError(
          405,
          'METHOD_NOT_ALLOWED',
          'GraphQL is asked with POST; GraphiQL is at /graphiql.',
        );
        return sendGraphqlError(refusal, request, reply.header('allow', 'POST'));
      },
    });
    done();
  });
}

function newApollo({
  schema,
  logger,
  production,
  operations = NO_OPERATIONS,
}: GraphqlRouteOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    logger,
    cache: 'bounded',
    persistedQueries: persistedQueries(operations),
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    introspection: true,
    // "Did you mean" would tell the schema to those who may not read it.
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxLexicalTokens: MAX_QUERY_TOKENS },
    validationRules: [...limitRules],
    stopOnTerminationSignals: false,
    formatError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      mutationsWithoutDeadline,
      callersWithKey,
      viewedAsAnother,
      internalErrors(logger),
      ...(production ? [introspectionForSignedIn] : []),
    ],
  });
}

async function answerInTime(
  apollo: ApolloServer<RequestContext>,
  { services, operations = NO_OPERATIONS, queryLimitMs = QUERY_LIMIT_MS }: GraphqlRouteOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  refuseUnknownOperation(request.body, operations);
  const deadline = new QueryDeadline(queryLimitMs);
  try {
    return await Promise.race([
      answer(apollo, services, deadline, request, reply),
      deadline.over.then(() => tooLate(deadline, request)),
    ]);
  } finally {
    deadline.end();
  }
}

async function answer(
  apollo: ApolloServer<RequestContext>,
  services: Services,
  deadline: QueryDeadline,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const context = await requestContext(services, deadline, request);
  return fastifyApolloHandler(apollo, { context: () => Promise.resolve(context) }).call(request.server, request, reply);
}

function tooLate(deadline: QueryDeadline, { id: requestId }: FastifyRequest): object {
  return { errors: [{ message: deadline.refusal().message, extensions: { code: 'RATE_LIMITED', requestId } }] };
}

async function requestContext(
  services: Services,
  deadline: QueryDeadline,
  request: FastifyRequest,
): Promise<RequestContext> {
  const [presented, viewAs] = [presentedKeyOf(request), viewAsOf(request)];
  const token = presented ? null : bearerOf(request.headers.authorization);
  const isLogin = token !== null && isLoginToken(token);
  const caller = token === null || isLogin ? null : await loadCallerByAccessToken(services, token);
  const appOf = (one: Caller): Context => untilDeadline(newContext(services, one, request.clientIp), deadline);
  const app = appOf(caller ?? { kind: 'ANONYMOUS' });
  const refused = token === null || caller ? null : new UnauthenticatedError(isLogin ? LOGIN_ALONE : TOKEN_ENDED);
  return { app, appOf, loaders: newLoaders(app), requestId: request.id, presented, viewAs, refused, deadline };
}

const TOKEN_ENDED = 'Your access token has expired or was revoked: refresh the session or sign in again.';
const LOGIN_ALONE =
  'This is no token of a management sign-in. What a login or a device got opens nothing here by itself: send the API key in X-Api-Key, beside the token of the login.';

/** Nothing more is read for a query that was ended: use cases take `manager` from their context for each statement. */
function untilDeadline(context: Context, deadline: QueryDeadline): Context {
  return {
    ...context,
    get manager() {
      deadline.check();
      return context.manager;
    },
  };
}
