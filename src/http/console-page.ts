import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';

const PLACEHOLDER = '__STYLE_NONCE__';

/** Where programs ask, and files are: who asks there for what is not there must not be told that it is. */
const NO_PAGES: ReadonlySet<string> = new Set([
  ...['v1', 'oauth', 'graphql', 'graphiql', 'session', 'device', 'healthz', 'readyz', 'metrics', 'assets'],
]);

/** The one page of the console, whose script shows what its address says. */
export class ConsolePage {
  private constructor(private readonly parts: readonly string[]) {}

  /** Null where it was not built. */
  static read(folder: string): ConsolePage | null {
    try {
      return new ConsolePage(readFileSync(join(folder, 'index.html'), 'utf8').split(PLACEHOLDER));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  send(reply: FastifyReply): FastifyReply {
    // Styles that the page's script makes: it reads the nonce from the page, and nobody can know it before.
    const nonce = randomBytes(16).toString('base64');
    return reply
      .code(200)
      .type('text/html; charset=utf-8')
      .headers({
        'cache-control': 'no-store',
        'content-security-policy': policyWith(nonce),
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': 'camera=(), geolocation=(), microphone=()',
        'x-frame-options': 'DENY',
      })
      .send(this.parts.join(nonce));
  }
}

/** Whether a person follows an address that only the page's script knows. */
export function asksForPage({ method, headers, url }: FastifyRequest): boolean {
  if (method !== 'GET' || !/\btext\/html\b/i.test(headers.accept ?? '')) return false;
  const [, first = ''] = /^\/([^/?#]*)/.exec(url) ?? [];
  // No page's address begins with a dot, written out or not.
  return !/^[.%]/.test(first) && !NO_PAGES.has(first);
}

function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
