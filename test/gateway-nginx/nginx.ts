import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, createServer as createSocketServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from '../support/environment';
import { testFolder } from '../support/test-database';

const DOCUMENTED = readFileSync(join(__dirname, '../../docs/nginx.conf'), 'utf8');

export const nginxBinary = findProgram('nginx');

/** What reached the service behind nginx. */
interface Reached {
  readonly method: string;
  readonly url: string;
  /** Name and value in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Upstream {
  readonly url: string;
  /** Since the last look. */
  reached(): Reached[];
  close(): Promise<void>;
}

/** The API behind nginx: it keeps what reaches it. */
export async function startUpstream(): Promise<Upstream> {
  let seen: Reached[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const { method = '', url = '', rawHeaders, headers } = request;
      seen.push({ method, url, rawHeaders, headers, body });
      response.end('the API');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached: () => {
      const before = seen;
      seen = [];
      return before;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Nginx {
  readonly url: string;
  close(): Promise<void>;
}

/** docs/nginx.conf as it stands, with what it says is to be replaced, replaced; and `changes` to it. */
export async function startNginx(
  keytree: string,
  upstream: Upstream,
  credential: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Nginx> {
  const address = `127.0.0.1:${await freePort()}`;
  const configuration = replaced(DOCUMENTED, {
    '127.0.0.1:4000': new URL(keytree).host,
    '127.0.0.1:3000': new URL(upstream.url).host,
    '127.0.0.1:8080': address,
    ktg_CREDENTIAL: credential,
    ...changes,
  });
  const prefix = mkdtempSync(join(testFolder(), 'nginx-'));
  for (const folder of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(prefix, folder));
  writeFileSync(join(prefix, 'keytree.conf'), configuration);
  writeFileSync(join(prefix, 'nginx.conf'), MAIN);
  const child = spawn(nginxBinary!, ['-p', prefix, '-c', 'nginx.conf', '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await listening(child, address, () => errors);
  return {
    url: `http://${address}`,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** One process, as the user who runs it, with everything under its prefix. */
const MAIN = `daemon off;
master_process off;
pid nginx.pid;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include keytree.conf;
}
`;

function replaced(text: string, places: Readonly<Record<string, string>>): string {
  return Object.entries(places).reduce((done, [place, value]) => {
    if (!text.includes(place)) throw new Error(`docs/nginx.conf has no ${place}`);
    return done.replaceAll(place, value);
  }, text);
}

async function freePort(): Promise<number> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** nginx tells nobody that it listens. */
async function listening(child: ChildProcess, address: string, errors: () => string): Promise<void> {
  const { hostname, port } = new URL(`http://${address}`);
  while (child.exitCode === null) {
    const socket = connect(Number(port), hostname);
    const connected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (connected) return;
    await sleep(10);
  }
  throw new Error(`nginx ended:\n${errors()}`);
}
