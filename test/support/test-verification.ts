import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseIpRange } from '../../src/domain/network/ip-range';
import { newLogger } from '../../src/logging/logger';
import { NO_RECORDER, type Recorder } from '../../src/verification/recorder';
import {
  startVerification,
  type Verification,
  type VerificationOptions,
} from '../../src/verification/start-verification';
import type { TestInstallation } from './test-installation';

export interface TestVerification {
  readonly url: string;
  readonly verification: Verification;
  post(path: string, body: unknown, credential?: string | null): Promise<VerifyReply>;
  get(path: string, headers: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

interface VerifyReply {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what a test asserts
  readonly body: any;
}

/** An instance that follows the installation's database and serves the verification face on a port of loopback. */
export async function startTestVerification(
  { database, services }: Pick<TestInstallation, 'database' | 'services'>,
  options: Partial<VerificationOptions & { recorder: Recorder }> = {},
): Promise<TestVerification> {
  const loopback = parseIpRange('127.0.0.0/8');
  const verification = await startVerification({
    databaseUrl: database.url,
    hashOfValue: (value) => services.secrets.keyValues.hashText(value),
    hashOfToken: (token) => services.secrets.tokens.hashText(token),
    issuer: services.tokenSettings.issuer,
    pollIntervalMs: 50,
    maxStaleMs: 300_000,
    unknownKeys: { most: 0, windowMs: 60_000 },
    trustedProxies: loopback.ok ? [loopback.range] : [],
    recorder: NO_RECORDER,
    isStopping: () => false,
    now: () => services.now().getTime(),
    log: newLogger('silent'),
    ...options,
  });
  return serveVerification(verification);
}

/** Serves the verification face on a port of loopback; closing it closes the verification. */
export async function serveVerification(verification: Verification): Promise<TestVerification> {
  const server = createServer((request, response) => {
    if (!verification.handle(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    verification,
    post: async (path, body, credential) => {
      const response = await fetch(url + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(credential ? { authorization: `Bearer ${credential}` } : {}),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
    get: (path, headers) => fetch(url + path, { headers }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await verification.close();
    },
  };
}
