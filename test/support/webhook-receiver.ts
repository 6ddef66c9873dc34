import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Data } from './graphql-client';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the receiver does with a request; a number is the status that it answers. */
type Answer = number | 'nothing' | 'redirect';

/** A receiver of webhooks on a port of loopback, which is nobody's but the test's. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  /** Connections that came, whatever became of them. */
  connections = 0;
  /** To the requests that come next; then 200. */
  readonly answers: Answer[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('connection', () => receiver.connections++);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        receiver.received.push({ path: request.url ?? '', headers: request.headers, body });
        const answer = receiver.answers.shift() ?? 200;
        if (answer === 'nothing') return;
        if (answer === 'redirect') response.writeHead(307, { location: `${receiver.url}/elsewhere` }).end();
        else response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Takes what came since. */
  take(): ReceivedWebhook[] {
    return this.received.splice(0);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What a Standard Webhooks library makes of it at that time. @throws WebhookVerificationError */
export function verified({ headers, body }: ReceivedWebhook, secret: string, at: Date): Data {
  const clock = jest.spyOn(Date, 'now').mockReturnValue(at.getTime());
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    clock.mockRestore();
  }
}
