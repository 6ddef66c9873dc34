import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'keytree_session';

/** Holds the refresh token where no script can read it. Nothing but the addresses of sessions reads it. */
export class SessionCookie {
  private readonly name: string;
  private readonly attributes: CookieSerializeOptions;

  /** @param publicUrl a browser takes no Secure cookie from plain HTTP */
  constructor(publicUrl: string) {
    const secure = publicUrl.startsWith('https:');
    // By this prefix a browser knows that no neighbouring host may set it. It asks for the path `/`.
    this.name = secure ? `__Host-${NAME}` : NAME;
    this.attributes = { httpOnly: true, sameSite: 'strict', path: secure ? '/' : '/session', secure };
  }

  /** Empty where none came, and where several did: one of them was planted, and nobody knows which. */
  read(request: FastifyRequest): string {
    return this.countIn(request) === 1 ? (request.cookies[this.name] ?? '') : '';
  }

  give(reply: FastifyReply, refreshToken: string, seconds: number): void {
    void reply.setCookie(this.name, refreshToken, { ...this.attributes, maxAge: seconds });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, this.attributes);
  }

  private countIn({ headers }: FastifyRequest): number {
    const names = (headers.cookie ?? '').split(';').map((pair) => pair.split('=', 1)[0]?.trim());
    return names.filter((name) => name === this.name).length;
  }
}
