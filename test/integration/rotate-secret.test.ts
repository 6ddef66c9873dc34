import { openSecrets } from '../../src/application/installation/open-secrets';
import { rotateSecret } from '../../src/application/installation/rotate-secret';
import { DataKey } from '../../src/entities/data-key';
import { type TestInstallation, startTestInstallation } from '../support/test-installation';

const OLD = 'the server secret of now, long enough';
const NEXT = 'the server secret to come, long enough';

describe('the rotation of the server secret', () => {
  let installation: TestInstallation;

  beforeAll(async () => {
    installation = await startTestInstallation({ secrets: [OLD] });
  });

  afterAll(() => installation.close());

  const rotate = (keep: (opening: string) => void): Promise<number> =>
    rotateSecret(installation.commandLine, () => [NEXT, OLD], NEXT, keep);
  const opensWith = async (secret: string): Promise<string> => {
    const { secrets, opening } = await openSecrets(installation.services.database, [secret]);
    expect(secrets.keyValuesFingerprint).toBe(installation.services.secrets.keyValuesFingerprint);
    return opening;
  };

  it('wraps nothing before the next secret is safe, and nothing where it could not be kept', async () => {
    await expect(
      rotate((opening) => {
        expect(opening).toBe(OLD);
        throw new Error('the disk is full');
      }),
    ).rejects.toThrow('the disk is full');
    expect(await opensWith(OLD)).toBe(OLD);
  });

  it('leaves the data keys as they are, under the next secret alone, each wrapped anew', async () => {
    const before = await wrapped();
    expect(await rotate(() => undefined)).toBe(before.size);
    expect(await opensWith(NEXT)).toBe(NEXT);
    await expect(openSecrets(installation.services.database, [OLD])).rejects.toThrow('does not open the data keys');
    for (const [purpose, bytes] of await wrapped()) expect(bytes).not.toEqual(before.get(purpose));
  });

  async function wrapped(): Promise<Map<string, Buffer>> {
    const rows = await installation.services.database.read.find(DataKey);
    return new Map(rows.map((row) => [row.purpose, row.wrapped]));
  }
});
