import type { FastifyInstance } from 'fastify';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

const WELCOME = `# Keytree's GraphQL API.
#
# 1. Run SignIn with the administrator's name and password (printed at the first start).
# 2. Copy the accessToken into the Headers below: { "Authorization": "Bearer kta_..." }
# 3. Run Look.

mutation SignIn {
  signIn(input: { name: "admin", password: "" }) {
    ... on SignInSuccess { accessToken refreshToken }
    ... on UserError { code message }
  }
}

query Look {
  viewer {
    user { name }
    account { id name children { nodes { id name kind } } }
  }
}
`;

/** GraphiQL from the npm package, served whole from here: it asks no other host for anything. */
export function addGraphiql(server: FastifyInstance): void {
  const page = renderGraphiQL({ endpoint: '/graphql', title: 'Keytree GraphiQL', defaultQuery: WELCOME });
  server.get('/graphiql', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; " +
          "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'",
      )
      .send(page),
  );
}
