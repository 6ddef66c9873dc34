import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { closeInTime } from '../../src/http/close-in-time';

describe('a server that stops', () => {
  let server: FastifyInstance;
  let release: () => void;
  let socket: Socket;

  beforeEach(async () => {
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    server = Fastify({ forceCloseConnections: 'idle' });
    server.get('/slow', async () => {
      await isReleased;
      return 'whole';
    });
    server.post('/', () => 'never');
    await server.listen({ host: '127.0.0.1', port: 0 });
    socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  });

  async function send(head: string): Promise<void> {
    const isAsked = once(server.server, 'request');
    socket.write(head);
    await isAsked;
  }

  it('does not wait for who has begun to send and sends nothing further', async () => {
    await send('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 100\r\n\r\n1');
    const isCut = once(socket, 'close');
    await closeInTime(server, 1);
    await isCut;
  });

  it('waits for what is under way', async () => {
    await send('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n');
    const isClosed = closeInTime(server);
    release();
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 [^]*whole$/);
    await isClosed;
  });
});
