import { createServer, type AddressInfo } from 'node:net';
import { NO_RECORDER } from '../../src/verification/recorder';
import { startTestInstallation, type TestInstallation, type TestOptions } from './test-installation';

export interface RunningInstallation extends TestInstallation {
  /** Where it listens: its issuer too. */
  readonly url: string;
}

/** An installation that listens on a port of loopback, and says so in all that it tells of itself. */
export async function startRunningInstallation(options: TestOptions = {}): Promise<RunningInstallation> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const installation = await startTestInstallation({ recorder: NO_RECORDER, publicUrl: url, ...options });
  await installation.server.listen({ host: '127.0.0.1', port });
  return { ...installation, url };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
