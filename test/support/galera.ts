import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { createConnection } from 'mysql2/promise';

const SCRIPT = join(__dirname, '../../scripts/galera-cluster.mjs');
const DATABASE = 'keytree';

/** Three nodes of MariaDB that are one database, with an empty database on them; they end with the test. */
export class Galera {
  private constructor(
    private readonly child: ChildProcess,
    private readonly lines: Interface,
    private readonly servers: readonly string[],
  ) {}

  static async start(): Promise<Galera> {
    const child = spawn(process.execPath, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [unknown];
    const { urls, missing } = JSON.parse(String(line)) as { urls?: string[]; missing?: string };
    if (!urls) throw new Error(`no cluster can be started: ${missing ?? 'see above'}`);
    const connection = await createConnection(urls[0]!);
    await connection.query('CREATE DATABASE ?? CHARACTER SET utf8mb4', [DATABASE]);
    await connection.end();
    return new Galera(child, lines, urls);
  }

  /** Of one node alone. */
  url(node: number): string {
    return `${this.servers[node] ?? ''}${DATABASE}`;
  }

  /** Of that node first, then the others. */
  urlFrom(node: number): string {
    const turned = this.servers.map((_, index) => new URL(this.servers[(node + index) % this.servers.length]!).host);
    return `mysql://root@${turned.join(',')}/${DATABASE}`;
  }

  /** SIGKILL. */
  kill(node: number): Promise<void> {
    return this.order(`kill ${node}`);
  }

  /** Resolves when it is in sync. */
  join(node: number): Promise<void> {
    return this.order(`join ${node}`);
  }

  private async order(order: string): Promise<void> {
    this.child.stdin!.write(`${order}\n`);
    const [line] = (await Promise.race([once(this.lines, 'line'), once(this.child, 'exit')])) as [unknown];
    expect(JSON.parse(String(line))).toEqual({ done: order });
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.stdin!.end();
    await exited;
  }
}
