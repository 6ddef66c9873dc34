import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'keytree_session';

/** Holds the refresh token where no script can read it, and goes to the addresses of sessions alone. */
export class SessionCookie {
  private readonly attributes: CookieSerializeOptions;

  /** @param publicUrl a browser takes no Secure cookie from plain HTTP */
  constructor(publicUrl: string) {
    this.attributes = {
      httpOnly: true,
      sameSite: 'strict',
      path: '/session',
      secure: publicUrl.startsWith('https:'),
    };
  }

  /** Empty where none came. */
  read(request: FastifyRequest): string {
    return request.cookies[NAME] ?? '';
  }

  give(reply: FastifyReply, refreshToken: string, seconds: number): void {
    void reply.setCookie(NAME, refreshToken, { ...this.attributes, maxAge: seconds });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(NAME, this.attributes);
  }
}
