import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a client and a server on loopback, and can fall silent: bytes are taken and go nowhere, nobody is told. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private hanging = false;
  private trap: { readonly text: string; readonly before: boolean; readonly sprung: () => void } | null = null;

  private constructor(private readonly server: Server) {}

  static async start(port: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server);
    server.on('connection', (client) => {
      proxy.join(client, connect(port, '127.0.0.1'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private join(client: Socket, upstream: Socket): void {
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes) => {
        if (this.hanging) return;
        const trap =
          from === client && this.trap && bytes.toString('latin1').endsWith(this.trap.text) ? this.trap : null;
        if (!trap?.before) to.write(bytes);
        if (!trap) return;
        this.trap = null;
        trap.sprung();
        if (trap.before) this.reset();
        // The server has what it takes to answer; the answer does not come through.
        else upstream.removeAllListeners('data').once('data', () => this.reset());
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        if (!this.hanging) to.destroy();
      });
    }
  }

  /** What is connected stays so, for ever without an answer; so does what connects from now on. */
  hang(): void {
    this.hanging = true;
  }

  /** New connections work. Those that hung never will. */
  resume(): void {
    this.hanging = false;
    for (const socket of this.sockets) socket.removeAllListeners('data').resume();
  }

  /** Ends every connection when what a client sends ends with the text, which the server never gets; resolves then. */
  resetBefore(text: string): Promise<void> {
    return this.resetOn(text, true);
  }

  /** Ends every connection when the server has answered what ends with the text; the answer is lost. */
  resetAfter(text: string): Promise<void> {
    return this.resetOn(text, false);
  }

  private resetOn(text: string, before: boolean): Promise<void> {
    return new Promise((sprung) => (this.trap = { text, before, sprung }));
  }

  /** As of a server that is killed. */
  private reset(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
