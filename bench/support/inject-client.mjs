// Asks a Fastify server of this process, by its whole path from the request to the text of the answer, without a socket.
import { ADMIN } from './product.mjs';

export function injectClient(server) {
  let accessToken = '';

  const send = async (payload) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` };
    return (await server.inject({ method: 'POST', url: '/graphql', headers, payload })).payload;
  };

  const ask = async (query, variables) => {
    const { data, errors } = JSON.parse(await send({ query, variables }));
    if (errors) throw new Error(`GraphQL answered errors: ${JSON.stringify(errors)}`);
    return data;
  };

  const signIn = async () => {
    ({ accessToken } = (await ask(SIGN_IN, { input: ADMIN })).signIn);
  };

  return { send, ask, signIn, accessToken: () => accessToken, close: () => server.close() };
}

export const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { accessToken } } }';
