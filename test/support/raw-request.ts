import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Sends the bytes as they are, which no client library would, and answers all that came until the connection closed. */
export async function exchange(hostname: string, port: number, sent: string): Promise<string> {
  const socket = connect(port, hostname);
  // Who is refused before all was read may find the connection reset, after the answer has come.
  socket.on('error', () => undefined);
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.write(sent);
  await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

/** Lines and a body as they are; answers status and body. */
export async function rawRequest(
  server: FastifyInstance,
  lines: readonly string[],
  body = '',
): Promise<{ status: number; head: string; body: string }> {
  const { port } = server.server.address() as { port: number };
  const sent = `${[...lines, 'Host: localhost', 'Connection: close'].join('\r\n')}\r\n\r\n${body}`;
  const [head = '', ...rest] = (await exchange('127.0.0.1', port, sent)).split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: rest.join('\r\n\r\n') };
}
