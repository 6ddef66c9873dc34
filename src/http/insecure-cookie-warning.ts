import type { FastifyRequest } from 'fastify';

/**
 * Says once that browsers come by https while Keytree was told http: their cookie lacks what https would give it.
 * That follows from headers which anybody may send, so nothing of the cookie is decided by them.
 */
export class InsecureCookieWarning {
  private isDue: boolean;

  constructor(publicUrl: string) {
    this.isDue = !publicUrl.startsWith('https:');
  }

  /** Of a request by which somebody signed in: others are not to fill the log. */
  look({ headers, log }: FastifyRequest): void {
    if (!this.isDue || !cameByHttps(headers)) return;
    this.isDue = false;
    log.warn(
      'a browser signed in by https, and its session cookie is not Secure: set KEYTREE_PUBLIC_URL to the https origin',
    );
  }
}

/** As the proxy says, of which there may be several, or the browser, which tells the origin of the page. */
function cameByHttps(headers: FastifyRequest['headers']): boolean {
  const [nearestTheBrowser = ''] = String(headers['x-forwarded-proto'] ?? '').split(',');
  return nearestTheBrowser.trim().toLowerCase() === 'https' || headers.origin?.startsWith('https:') === true;
}
