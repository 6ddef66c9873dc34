import { GraphqlClient } from '../support/graphql-client';
import { KeyWorld } from '../graphql/key-world';
import { OAuthClient } from '../support/oauth-client';
import { bare, PASSWORD } from '../support/people';
import { newTestGateway } from '../support/test-gateway';
import { serveVerification, type TestVerification } from '../support/test-verification';

/** Every kind of token, at every place that takes one: each opens what it is for, and nothing else. */
const KINDS = [
  'management access token',
  'management refresh token',
  'access token of a login',
  'refresh token of a login',
  'access token of a device',
  'refresh token of a device',
  'credential of a gateway',
  'API key',
] as const;
type Kind = (typeof KINDS)[number];

type Face =
  | 'GraphQL, alone'
  | 'GraphQL, beside a key'
  | 'refreshSession'
  | '/v1/verify, userToken'
  | '/v1/verify, deviceToken'
  | '/v1/verify, bearer'
  | '/v1/login, bearer'
  | '/oauth/v1/token, refresh_token';

/** What opens something at each face; the rest is answered `otherwise`. */
const FACES: Record<Face, { readonly opens: Partial<Record<Kind, string>>; readonly otherwise: string }> = {
  'GraphQL, alone': { opens: { 'management access token': 'DONE' }, otherwise: 'UNAUTHENTICATED' },
  'GraphQL, beside a key': { opens: { 'access token of a login': 'DONE' }, otherwise: 'USER_TOKEN_INVALID' },
  refreshSession: { opens: { 'management refresh token': 'DONE' }, otherwise: 'Unauthenticated' },
  '/v1/verify, userToken': { opens: { 'access token of a login': 'VALID' }, otherwise: 'USER_TOKEN_INVALID' },
  '/v1/verify, deviceToken': { opens: { 'access token of a device': 'VALID' }, otherwise: 'ENDPOINT_NOT_TRUSTED' },
  '/v1/verify, bearer': { opens: { 'credential of a gateway': 'VALID' }, otherwise: '401' },
  '/v1/login, bearer': { opens: { 'access token of a device': 'VALID' }, otherwise: 'ENDPOINT_NOT_TRUSTED' },
  '/oauth/v1/token, refresh_token': {
    opens: { 'refresh token of a login': 'DONE', 'refresh token of a device': 'DONE' },
    otherwise: 'invalid_grant',
  },
};

const DEVICE_KEY = 'device-key-8f3c1a9e4b7d2065';

let world: KeyWorld;
let instance: TestVerification;
let oauth: OAuthClient;
let gateway: string;
/** Wants user tokens, and device tokens for a login. */
let strict: string;
/** Allows untrusted endpoints. */
let lenient: { id: string; value: string };
let user: { id: string; accountId: string; name: string };

beforeAll(async () => {
  world = await KeyWorld.make();
  const { installation, ids } = world;
  instance = await serveVerification(installation.verification!);
  oauth = new OAuthClient(installation.server);
  gateway = await newTestGateway(installation, { id: bare(ids.open) });
  strict = (await world.key(ids.shop)).value;
  lenient = await world.key(ids.shop, { allowUntrustedEndpoints: true });
  await world.key(ids.shop, { value: DEVICE_KEY, automaticEndpointTrust: true });
  user = await world.people.user(ids.shop, 'ann');
});

afterAll(async () => {
  await instance.close();
  await world.installation.close();
});

/** A fresh one, since some work once. `clientId` is whom it was issued to. */
async function issue(kind: Kind): Promise<{ text: string; clientId: string; secret: string }> {
  const clientId = lenient.id;
  const issued = (text: string): { text: string; clientId: string; secret: string } => ({
    ...{ text, clientId, secret: lenient.value },
  });
  switch (kind) {
    case 'management access token':
    case 'management refresh token': {
      const client = new GraphqlClient(world.installation.server);
      const input = { account: { id: user.accountId }, name: user.name, password: PASSWORD };
      const tokens = await client.mutate('signIn', input, '... on SignInSuccess { accessToken refreshToken }');
      return issued(kind === 'management access token' ? tokens.accessToken : tokens.refreshToken);
    }
    case 'access token of a login':
      return issued((await world.logIn(lenient.value, user)).access);
    case 'refresh token of a login':
      return issued((await world.logIn(lenient.value, user)).refresh);
    case 'access token of a device':
    case 'refresh token of a device': {
      const device = `device ${++serial}`;
      const client = { client_id: device, client_secret: DEVICE_KEY };
      const { body } = await oauth.register({ ...client, client_type: 'printer' });
      const tokens = await oauth.token({ ...client, grant_type: 'device_code', device_code: body.device_code });
      const text = kind === 'access token of a device' ? tokens.body.access_token : tokens.body.refresh_token;
      return { text, clientId: device, secret: DEVICE_KEY };
    }
    case 'credential of a gateway':
      return issued(gateway);
    case 'API key':
      return issued(strict);
  }
}
let serial = 0;

async function present(
  face: Face,
  { text, clientId, secret }: { text: string; clientId: string; secret: string },
): Promise<string> {
  const { server } = world.installation;
  const account = { id: world.ids.shop };
  switch (face) {
    case 'GraphQL, alone':
    case 'GraphQL, beside a key': {
      const alone = new GraphqlClient(server, text);
      const { errors } = await (face === 'GraphQL, alone' ? alone : alone.withKey(strict, text)).send(
        '{ viewer { home { id } } }',
      );
      const extensions = errors?.[0]?.extensions ?? { code: 'DONE' };
      return typeof extensions.decision === 'string' ? extensions.decision : extensions.code;
    }
    case 'refreshSession': {
      const answer = await new GraphqlClient(server).send(
        'mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { __typename } }',
        { input: { refreshToken: text } },
      );
      const { __typename: name } = answer.data.refreshSession;
      if (name === 'SignInSuccess') return 'DONE';
      return name === 'ValidationFailed' ? 'Unauthenticated' : name;
    }
    case '/v1/verify, userToken':
      return (
        await instance.post('/v1/verify', { account, key: strict, operation: 'LIMITED', userToken: text }, gateway)
      ).body.code;
    case '/v1/verify, deviceToken':
      return (
        await instance.post('/v1/verify', { account, key: strict, operation: 'LOGIN', deviceToken: text }, gateway)
      ).body.code;
    case '/v1/verify, bearer': {
      const { status, body } = await instance.post(
        '/v1/verify',
        { account, key: lenient.value, operation: 'LOGIN' },
        text,
      );
      return status === 200 ? body.code : String(status);
    }
    case '/v1/login, bearer': {
      const response = await server.inject({
        ...{ method: 'POST', url: '/v1/login' },
        headers: { 'x-api-key': strict, authorization: `Bearer ${text}` },
        payload: { account, name: user.name, password: PASSWORD },
      });
      return response.json<{ code: string }>().code;
    }
    case '/oauth/v1/token, refresh_token': {
      const { body } = await oauth.token({
        ...{ grant_type: 'refresh_token', refresh_token: text, client_id: clientId, client_secret: secret },
      });
      return body.access_token ? 'DONE' : body.error;
    }
  }
}

describe.each(Object.keys(FACES) as Face[])('%s', (face) => {
  it.each(KINDS)('%s', async (kind) => {
    const { opens, otherwise } = FACES[face];
    expect(await present(face, await issue(kind))).toBe(opens[kind] ?? otherwise);
  });
});
