import cookies from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Context, newContext } from '../application/context';
import { locatorOf } from '../application/oauth/locator';
import type { Services } from '../application/services';
import { loadCallerByAccessToken } from '../application/sessions/load-caller';
import { refreshSession } from '../application/sessions/refresh-session';
import { signIn, type SignInInput, type SignInResult } from '../application/sessions/sign-in';
import { signOut } from '../application/sessions/sign-out';
import { signOutByRefreshToken } from '../application/sessions/sign-out-by-refresh-token';
import { UnauthenticatedError, ValidationError } from '../domain/errors';
import { publicId } from '../domain/ids';
import { JsonBody } from '../oauth/json-body';
import { HttpError } from './errors';
import { InsecureCookieWarning } from './insecure-cookie-warning';
import { bearerOf } from './presented-key';
import { otherSiteRefusal } from './same-origin';
import { SessionCookie } from './session-cookie';
import { sendSessionError } from './session-errors';

/**
 * Sessions for pages, which have no place for a refresh token that other scripts of theirs could not read: the browser
 * keeps it in a cookie, and the page has the access token alone, for as long as it is open.
 */
export async function addBrowserSessions(server: FastifyInstance, services: Services): Promise<void> {
  const publicUrl = services.tokenSettings.issuer;
  const cookie = new SessionCookie(publicUrl);
  const warning = new InsecureCookieWarning(publicUrl);
  await server.register(async (scope) => {
    await scope.register(cookies);
    takeJsonAlone(scope);
    scope.setErrorHandler(sendSessionError);
    scope.addHook('onRequest', (request, reply, done) => {
      void reply.header('cache-control', 'no-store');
      done(otherSiteRefusal(request, publicUrl) ?? notJsonRefusal(request) ?? undefined);
    });
    scope.post('/session', async (request, reply) => {
      const signedIn = await signIn(anybody(services, request), signInInput(request.body));
      warning.look(request);
      return give(services, cookie, reply, signedIn);
    });
    scope.post('/session/refresh', async (request, reply) => {
      const refreshToken = cookie.read(request);
      // A page asks this when it is opened: that nobody is signed in is an answer, and no failure.
      if (refreshToken === '') return reply.code(204).send();
      try {
        return give(services, cookie, reply, await refreshSession(anybody(services, request), { refreshToken }));
      } catch (error) {
        if (error instanceof UnauthenticatedError) cookie.clear(reply);
        throw error;
      }
    });
    scope.delete('/session', async (request, reply) => {
      await signOutByRefreshToken(anybody(services, request), cookie.read(request));
      await signOutByAccessToken(services, request);
      cookie.clear(reply);
      return reply.code(204).send();
    });
  });
}

/** What a form of another site can send is no JSON. An empty body says nothing, which is enough for a refresh. */
function takeJsonAlone(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) => {
    try {
      parsed(null, body === '' ? undefined : JSON.parse(body.toString()));
    } catch {
      parsed(ValidationError.of([], 'NOT_JSON', 'The body is not JSON.'));
    }
  });
}

/** Also without a body, where no parser is asked. */
function notJsonRefusal({ method, headers }: FastifyRequest): HttpError | null {
  if (method !== 'POST' || /^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) return null;
  return new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send JSON: Content-Type application/json.');
}

function anybody(services: Services, { clientIp }: FastifyRequest): Context {
  return newContext(services, { kind: 'ANONYMOUS' }, clientIp);
}

function signInInput(sent: unknown): SignInInput {
  const body = JsonBody.of(sent, ['account', 'name', 'password']);
  const account = body.accountName('account');
  return { account: account && locatorOf(account), name: body.required('name'), password: body.required('password') };
}

/** Whose it is too: the cookie is all windows', and somebody else may have signed in in another one. */
interface BrowserSession {
  readonly accessToken: string;
  readonly accessExpiresAt: Date;
  readonly userId: string;
}

function give({ now }: Services, cookie: SessionCookie, reply: FastifyReply, signedIn: SignInResult): BrowserSession {
  const { accessToken, accessExpiresAt, refreshToken, refreshExpiresAt } = signedIn.session;
  cookie.give(reply, refreshToken, Math.floor((refreshExpiresAt.getTime() - now().getTime()) / 1000));
  return { accessToken, accessExpiresAt, userId: publicId('User', signedIn.user.id) };
}

/** Of a page whose cookie has gone. */
async function signOutByAccessToken(services: Services, request: FastifyRequest): Promise<void> {
  const token = bearerOf(request.headers.authorization);
  const caller = token === null ? null : await loadCallerByAccessToken(services, token);
  if (!caller) return;
  await signOut(newContext(services, caller, request.clientIp)).catch((error: unknown) => {
    // It ended meanwhile.
    if (!(error instanceof UnauthenticatedError)) throw error;
  });
}
