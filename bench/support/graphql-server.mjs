// The same Apollo Server on Fastify as the product's, with nothing else: what a hand-written service would begin with.
import { packageOf } from './product.mjs';

/**
 * A server of that schema whose root fields are these functions.
 * @param context of each request, made of Fastify's
 */
export async function newGraphqlServer(schemaText, rootValue, context = () => Promise.resolve({})) {
  const { buildSchema } = packageOf('graphql');
  const { ApolloServer } = packageOf('@apollo/server');
  const { ApolloServerPluginCacheControlDisabled } = packageOf('@apollo/server/plugin/disabled');
  const { fastifyApolloHandler } = packageOf('@as-integrations/fastify');
  const apollo = new ApolloServer({
    schema: buildSchema(schemaText),
    rootValue,
    plugins: [ApolloServerPluginCacheControlDisabled()],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const server = packageOf('fastify')();
  server.post('/graphql', fastifyApolloHandler(apollo, { context }));
  await server.ready();
  return server;
}
