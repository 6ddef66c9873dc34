import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A server that does to each request in turn what it was told; the last goes on for all further ones. */
export class FlakyServer {
  /** Bodies of the requests so far. */
  readonly asked: string[] = [];
  private behaviours: Behaviour[] = [];

  private constructor(
    readonly url: string,
    private readonly server: ReturnType<typeof createServer>,
  ) {}

  static async start(): Promise<FlakyServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const flaky = new FlakyServer(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
    server.on('request', (request, response) => flaky.take(request, response));
    return flaky;
  }

  behave(...behaviours: Behaviour[]): void {
    this.asked.length = 0;
    this.behaviours = behaviours;
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      this.asked.push(body);
      const behaviour = this.behaviours.length > 1 ? this.behaviours.shift() : this.behaviours[0];
      behaviour!(request, response, body);
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const answers =
  (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour =>
  (_request, response) => {
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const breaksOff: Behaviour = (request) => request.socket.destroy();

/** In the middle of the body. */
export const breaksOffLate: Behaviour = (request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"code":"VALID","valid":true,', () => request.socket.destroy());
};

export const says =
  (nothing: () => void = () => undefined): Behaviour =>
  () =>
    nothing();
