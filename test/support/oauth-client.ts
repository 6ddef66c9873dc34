import type { FastifyInstance } from 'fastify';

interface OAuthAnswer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what a test asserts
  readonly body: any;
}

/** Speaks to the OAuth face as any client does, over HTTP without a port. */
export class OAuthClient {
  constructor(
    private readonly server: FastifyInstance,
    private readonly address = '203.0.113.7',
  ) {}

  register(form: Record<string, string>): Promise<OAuthAnswer> {
    return this.post('/oauth/v1/register', { response_type: 'device_code', ...form });
  }

  token(form: Record<string, string>): Promise<OAuthAnswer> {
    return this.post('/oauth/v1/token', form);
  }

  async post(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<OAuthAnswer> {
    const response = await this.server.inject({
      ...{ method: 'POST', url, remoteAddress: this.address },
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(form).toString(),
    });
    return { status: response.statusCode, body: response.body === '' ? null : response.json() };
  }
}
