import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Sends the bytes as they are, which no client library would, and answers status and body. */
export async function rawRequest(
  server: FastifyInstance,
  lines: readonly string[],
  body = '',
): Promise<{ status: number; head: string; body: string }> {
  const { port } = server.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  // Who is refused before all was read may find the connection reset, after the answer has come.
  socket.on('error', () => undefined);
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.write(`${[...lines, 'Host: localhost', 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
  await new Promise((resolve) => socket.once('close', resolve));
  const [head = '', ...rest] = text.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: rest.join('\r\n\r\n') };
}
