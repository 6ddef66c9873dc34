// GraphQL of a running server, as its first administrator: changes while verification is measured.
import { SIGN_IN } from './inject-client.mjs';
import { ADMIN } from './product.mjs';

/** Signed in at the server of that address. Every change is answered when it is committed. */
export async function openApi(url) {
  let token = '';
  const ask = async (query, variables) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(`GraphQL answered errors: ${JSON.stringify(errors)}`);
    return data;
  };

  const change = async (name, type, input, fields = '__typename') => {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename
      ... on UserError { message } ${fields} } }`;
    const answer = (await ask(query, { input }))[name];
    if (!answer.__typename.endsWith('Success')) throw new Error(`${name} was answered ${JSON.stringify(answer)}`);
    return answer;
  };

  const signIn = async () => {
    token = '';
    ({ accessToken: token } = (await ask(SIGN_IN, { input: ADMIN })).signIn);
  };

  await signIn();
  return { ask, change, signIn };
}
