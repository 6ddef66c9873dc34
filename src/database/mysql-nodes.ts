import { connect, type Socket } from 'node:net';
import { urlsOfHosts } from '../domain/network/url-of-hosts';

const DEFAULT_PORT = 3306;
const KEEP_ALIVE_MS = 10_000;

interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * The servers of one database: one, or the nodes of a cluster, of which one is in use at a time. They are tried in turn;
 * what one connection learns of a node holds for all connections of the process.
 */
export class MysqlNodes {
  private static readonly known = new Map<string, MysqlNodes>();

  static of(url: string): MysqlNodes {
    const known = this.known.get(url);
    if (known) return known;
    const urls = urlsOfHosts(url);
    if (urls === null) throw new Error('not the URL of a MySQL database');
    const nodes = new MysqlNodes(urls);
    this.known.set(url, nodes);
    return nodes;
  }

  private readonly addresses: readonly Address[];
  private readonly sockets = new Map<Socket, number>();
  private current = 0;

  private constructor(private readonly urls: readonly [string, ...string[]]) {
    this.addresses = urls.map((url) => {
      const { hostname, port } = new URL(url);
      return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? DEFAULT_PORT : Number(port) };
    });
  }

  /** For the driver: user, password and database. It connects to where `connect` goes. */
  get url(): string {
    return this.urls[0];
  }

  /** How many there are to go to. */
  get size(): number {
    return this.addresses.length;
  }

  /**
   * A connection to the node in use. Where it cannot be had the next one goes elsewhere.
   *
   * @param silenceMs a connection on which nothing moves for so long is ended: its answer will not come
   */
  connect(connectTimeoutMs: number, silenceMs = 0): Socket {
    const node = this.current;
    const socket = connect(this.addresses[node] as Address);
    socket.setNoDelay(true);
    this.sockets.set(socket, node);
    socket.setTimeout(connectTimeoutMs, () => socket.destroy(new Error('the database does not answer')));
    const goElsewhere = (): void => this.leave(node);
    socket.once('error', goElsewhere);
    socket.once('connect', () => {
      // One that ends later need not be the server's end.
      socket.off('error', goElsewhere);
      socket.setTimeout(silenceMs);
      socket.setKeepAlive(true, KEEP_ALIVE_MS);
    });
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  }

  /** Which node new connections go to. */
  get inUse(): number {
    return this.current;
  }

  /** The node does not do its work. Where there is another all connections end, and new ones go there. */
  leave(node = this.current): void {
    if (node !== this.current || this.addresses.length === 1) return;
    this.current = (node + 1) % this.addresses.length;
    for (const [socket, at] of this.sockets) {
      if (at === node) socket.destroy(new Error('this node of the database was left for another'));
    }
  }
}
