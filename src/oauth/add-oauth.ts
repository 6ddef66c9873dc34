import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Context, newContext } from '../application/context';
import type { Services } from '../application/services';
import { publishedKeys } from '../application/tokens/signing-keys';
import { ValidationError } from '../domain/errors';
import { OAuthError } from '../domain/oauth/oauth-error';
import { deviceAuthorization, shortRegistration } from './device-authorization';
import { DEVICE_PAGE } from './device-page';
import { sendOAuthError } from './errors';
import { Form } from './form';
import { restLogIn } from './log-in';
import { sendLoginError } from './login-errors';
import { metadata } from './metadata';
import { token } from './token';
import { introspect, revoke } from './token-management';

type Handler = (context: Context, request: FastifyRequest, form: Form) => Promise<unknown>;

const ROUTES: Readonly<Record<string, Handler>> = {
  '/oauth/v1/device_authorization': deviceAuthorization,
  '/oauth/v1/register': shortRegistration,
  '/oauth/v1/token': token,
  '/oauth/v1/revoke': revoke,
  '/oauth/v1/introspect': introspect,
};

/** Keys are published a day before they sign: nobody misses one by looking only every quarter of an hour. */
const KEYS_ARE_GOOD_SECONDS = 900;

/** Devices and tokens: the OAuth face, the login, and what tells others of the tokens. */
export async function addOAuth(server: FastifyInstance, services: Services): Promise<void> {
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.addContentTypeParser('*', (_request, _body, parsed) =>
      parsed(new OAuthError('invalid_request', 'Send a form: Content-Type application/x-www-form-urlencoded.')),
    );
    scope.setErrorHandler(sendOAuthError);
    noStore(scope);
    for (const [url, handle] of Object.entries(ROUTES)) {
      scope.post(url, (request) =>
        handle(contextOf(services, request), request, Form.of(typeof request.body === 'string' ? request.body : '')),
      );
    }
    done();
  });
  await server.register((scope, _options, done) => {
    // The header of the key is what no foreign page can make a browser send: the type of the content is no matter.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
      try {
        parsed(null, JSON.parse(body.toString()));
      } catch {
        parsed(ValidationError.of([], 'NOT_JSON', 'The body is not JSON.'));
      }
    });
    scope.setErrorHandler(sendLoginError);
    noStore(scope);
    scope.post('/v1/login', (request) => restLogIn(contextOf(services, request), request));
    done();
  });
  addPublished(server, services);
}

function contextOf(services: Services, { clientIp }: FastifyRequest): Context {
  return newContext(services, { kind: 'ANONYMOUS' }, clientIp);
}

/** Answers hold tokens (RFC 6749, 5.1). */
function noStore(scope: FastifyInstance): void {
  scope.addHook('onRequest', (_request, reply, done) => {
    void reply.header('cache-control', 'no-store');
    done();
  });
}

function addPublished(server: FastifyInstance, services: Services): void {
  server.get('/.well-known/oauth-authorization-server', () => metadata(services.tokenSettings.issuer));
  server.get('/.well-known/jwks.json', async (request, reply) => {
    void reply.header('cache-control', `public, max-age=${KEYS_ARE_GOOD_SECONDS}`);
    return publishedKeys(contextOf(services, request));
  });
  server.get('/device', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      .send(DEVICE_PAGE),
  );
}
