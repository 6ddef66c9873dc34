import { createServer, type AddressInfo } from 'node:net';
import { NO_RECORDER } from '../../src/verification/recorder';
import { startTestInstallation, type TestInstallation, type TestOptions } from './test-installation';

export interface RunningInstallation extends TestInstallation {
  /** Where it listens: its issuer too. */
  readonly url: string;
}

/** An installation that listens on a port of loopback, and says so in all that it tells of itself. */
export async function startRunningInstallation(options: TestOptions = {}): Promise<RunningInstallation> {
  const { port, release } = await holdPort();
  const url = `http://127.0.0.1:${port}`;
  const installation = await startTestInstallation({ recorder: NO_RECORDER, publicUrl: url, ...options });
  await release();
  await installation.server.listen({ host: '127.0.0.1', port });
  return { ...installation, url };
}

/**
 * A port of loopback for what has to know it before it listens there. It is held until then: whatever else asks for any
 * port meanwhile, as suites that run side by side do, gets another one.
 */
export async function holdPort(): Promise<{ readonly port: number; readonly release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Where a suite fails before it listens, this is no reason to wait.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}
