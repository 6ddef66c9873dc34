import { type OutgoingHttpHeaders, request } from 'node:http';
import { exchange } from './raw-request';

/** What came over the wire. Header names are in lower case. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** Sends the path as it stands, where `fetch` would tidy it, and a header more than once where its value is an array. */
export function send(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<Answered> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        const joined = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(joined), text });
      });
      response.on('error', reject);
    });
    sent.on('error', reject).end(body);
  });
}

/** Sends lines that no client library would, and answers the status. */
export async function sendLines(origin: string, lines: readonly string[]): Promise<number> {
  const { hostname, port } = new URL(origin);
  const text = await exchange(hostname, Number(port), `${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  return Number(text.split(' ')[1]);
}
