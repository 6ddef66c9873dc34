import { generateKeyPairSync } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { revokeEndpoint } from '../../src/application/endpoints/revoke-endpoint';
import { trustEndpoint } from '../../src/application/endpoints/trust-endpoint';
import { parsePublicId } from '../../src/domain/ids';
import { Endpoint } from '../../src/entities/endpoint';
import { bare, People } from '../support/people';
import { type RunningInstallation, startRunningInstallation } from '../support/running-installation';
import { newTestGateway } from '../support/test-gateway';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- loopback has no TLS
const INSECURE = { [oauth.allowInsecureRequests]: true };

const KEY = 'device-key-51c7e0d94ab83f26';
const AUTOMATIC_KEY = 'automatic-key-8f3c1a9e4b7d2065';

let installation: RunningInstallation;
let customerId: string;
let gateway: string;
let server: oauth.AuthorizationServer;

beforeAll(async () => {
  installation = await startRunningInstallation();
  const people = new People(installation);
  const vendorId = await people.vendor(installation.rootId, 'vendor');
  customerId = await people.customer(vendorId, 'customer');
  const key = { accountId: bare(customerId), stamped: false };
  await createApiKey(installation.commandLine, { ...key, name: 'devices', value: KEY });
  await createApiKey(installation.commandLine, {
    ...{ ...key, name: 'automatic', value: AUTOMATIC_KEY },
    automaticEndpointTrust: true,
  });
  gateway = await newTestGateway(installation, { id: bare(vendorId) });
  server = await discover();
});

afterAll(() => installation.close());

/** By RFC 8414, as any client. */
async function discover(): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(installation.url);
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...INSECURE });
  return oauth.processDiscoveryResponse(issuer, response);
}

const METHODS = {
  client_secret_basic: oauth.ClientSecretBasic,
  client_secret_post: oauth.ClientSecretPost,
} as const;

interface Device {
  readonly client: oauth.Client;
  readonly auth: oauth.ClientAuth;
}

function device(clientId: string, key = KEY, method: keyof typeof METHODS = 'client_secret_post'): Device {
  return { client: { client_id: clientId }, auth: METHODS[method](key) };
}

async function register(
  { client, auth }: Device,
  parameters: Record<string, string> = {},
): Promise<oauth.DeviceAuthorizationResponse> {
  const response = await oauth.deviceAuthorizationRequest(
    server,
    client,
    auth,
    { client_type: 'printer', client_description: 'Printer in the hall', ...parameters },
    INSECURE,
  );
  return oauth.processDeviceAuthorizationResponse(server, client, response);
}

async function poll({ client, auth }: Device, code: string): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.deviceCodeGrantRequest(server, client, auth, code, INSECURE);
  return oauth.processDeviceCodeResponse(server, client, response);
}

async function refresh({ client, auth }: Device, token: string): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.refreshTokenGrantRequest(server, client, auth, token, INSECURE);
  return oauth.processRefreshTokenResponse(server, client, response);
}

async function introspect({ client, auth }: Device, token: string): Promise<oauth.IntrospectionResponse> {
  const response = await oauth.introspectionRequest(server, client, auth, token, INSECURE);
  return oauth.processIntrospectionResponse(server, client, response);
}

async function errorOf(answer: Promise<unknown>): Promise<[string, number]> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) return [error.error, error.status];
    throw error;
  }
  throw new Error('it was not refused');
}

async function endpointOf(clientId: string): Promise<Endpoint> {
  return installation.commandLine.manager.findOneByOrFail(Endpoint, { accountId: bare(customerId), clientId });
}

describe.each(['client_secret_basic', 'client_secret_post'] as const)('a device that authenticates by %s', (method) => {
  it('waits, is confirmed, gets its tokens once, refreshes them, and is refused when revoked', async () => {
    const one = device(`printer ${method} 50%+1`, KEY, method);
    const { device_code: code, user_code: userCode, expires_in: expiresIn } = await register(one);
    expect([userCode, expiresIn]).toEqual([expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/), 86_400]);
    expect(await errorOf(poll(one, code))).toEqual(['authorization_pending', 400]);

    const { id: endpointId } = await endpointOf(one.client.client_id);
    await trustEndpoint(installation.commandLine, { endpointId, userCode });
    const tokens = await poll(one, code);
    expect(await errorOf(poll(one, code))).toEqual(['invalid_grant', 400]);

    const keys = createRemoteJWKSet(new URL(server.jwks_uri ?? ''));
    const { payload, protectedHeader } = await jwtVerify(tokens.access_token, keys, {
      issuer: installation.url,
      audience: 'keytree:device',
      typ: 'device+jwt',
    });
    expect([protectedHeader.alg, parsePublicId('Endpoint', payload.sub ?? '')]).toEqual(['EdDSA', endpointId]);

    const next = await refresh(one, tokens.refresh_token ?? '');
    expect(await introspect(one, next.access_token)).toMatchObject({
      ...{ active: true, client_id: one.client.client_id, sub: payload.sub, account: customerId },
    });
    await revokeEndpoint(installation.commandLine, { endpointId });
    expect(await introspect(one, next.access_token)).toEqual({ active: false });
    expect(await errorOf(refresh(one, next.refresh_token ?? ''))).toEqual(['invalid_grant', 400]);
  });
});

describe('a device with tokens', () => {
  let one: Device;
  let tokens: oauth.TokenEndpointResponse;
  let count = 0;

  beforeEach(async () => {
    one = device(`automatic ${++count}`, AUTOMATIC_KEY);
    tokens = await poll(one, (await register(one)).device_code);
  });

  it('loses all of them when a refresh token comes twice', async () => {
    const next = await refresh(one, tokens.refresh_token ?? '');
    expect(await errorOf(refresh(one, tokens.refresh_token ?? ''))).toEqual(['invalid_grant', 400]);
    expect(await errorOf(refresh(one, next.refresh_token ?? ''))).toEqual(['invalid_grant', 400]);
    expect(await introspect(one, next.access_token)).toEqual({ active: false });
  });

  it.each(['access_token', 'refresh_token'] as const)('ends them by its %s', async (which) => {
    const response = await oauth.revocationRequest(server, one.client, one.auth, tokens[which] ?? '', INSECURE);
    await oauth.processRevocationResponse(response);
    expect(await introspect(one, tokens.access_token)).toEqual({ active: false });
    expect(await errorOf(refresh(one, tokens.refresh_token ?? ''))).toEqual(['invalid_grant', 400]);
  });

  it('keeps them when another client asks for their end', async () => {
    const other = device('another', AUTOMATIC_KEY);
    const response = await oauth.revocationRequest(server, other.client, other.auth, tokens.access_token, INSECURE);
    expect(await errorOf(oauth.processRevocationResponse(response))).toEqual(['unauthorized_client', 400]);
    expect(await introspect(one, tokens.access_token)).toMatchObject({ active: true });
  });

  it('is known to a gateway above it, and to none elsewhere', async () => {
    const people = new People(installation);
    const elsewhere = await newTestGateway(installation, {
      id: bare(await people.vendor(installation.rootId, `elsewhere ${count}`)),
    });
    const ask = async (credential: string): Promise<unknown> => {
      const response = await fetch(server.introspection_endpoint ?? '', {
        method: 'POST',
        headers: { authorization: `Bearer ${credential}` },
        body: new URLSearchParams({ token: tokens.access_token }),
      });
      return response.json();
    };
    expect(await ask(gateway)).toMatchObject({ active: true, token_type: 'Bearer' });
    expect(await ask(elsewhere)).toEqual({ active: false });
  });
});

describe('a device with a key of its own', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const importPrivate = (): Promise<CryptoKey> =>
    crypto.subtle.importKey('pkcs8', privateKey.export({ format: 'der', type: 'pkcs8' }), 'Ed25519', false, ['sign']);

  it('gets new tokens by a signed assertion, without a new confirmation', async () => {
    const one = device('with a key', AUTOMATIC_KEY);
    const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }));
    const first = await poll(one, (await register(one, { public_key: jwk })).device_code);

    const own = { client: one.client, auth: oauth.PrivateKeyJwt(await importPrivate()) };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      own.client,
      own.auth,
      new URLSearchParams(),
      INSECURE,
    );
    const tokens = await oauth.processClientCredentialsResponse(server, own.client, response);
    expect(tokens.refresh_token).toBeUndefined();
    expect(await introspect(one, tokens.access_token)).toMatchObject({ active: true });

    // And it refreshes what it has by its key too, never without one.
    const { refresh_token: before = '' } = first;
    expect(await errorOf(refresh({ ...own, auth: oauth.None() }, before))).toEqual(['invalid_client', 400]);
    expect(await refresh(own, before)).toMatchObject({ token_type: 'bearer' });
  });
});
