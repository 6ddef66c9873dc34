import { createApiKey } from '../../src/application/keys/create-api-key';
import { regenerateApiKey } from '../../src/application/keys/regenerate-api-key';
import { runRetention } from '../../src/application/retention/run-retention';
import { Account } from '../../src/entities/account';
import { NO_RECORDER } from '../../src/verification/recorder';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { serveVerification, type TestVerification } from '../support/test-verification';

const DAY_MS = 86_400_000;

/** No change record tells that a replaced value was forgotten: it is known by the clock alone. */
describe('a value that was replaced and forgotten', () => {
  let installation: TestInstallation;
  let server: TestVerification;
  let root: Account;
  let credential: string;
  let nowMs = Date.parse('2031-05-05T10:00:00.000Z');

  beforeAll(async () => {
    installation = await startTestInstallation({ recorder: NO_RECORDER });
    server = await serveVerification(installation.verification!);
    root = await installation.commandLine.manager.findOneByOrFail(Account, { rootSlot: 1 });
    credential = await newTestGateway(installation, root);
    pass(0);
  });

  afterAll(async () => {
    await server.close();
    await installation.close();
  });

  function pass(ms: number): void {
    nowMs += ms;
    installation.setClock(new Date(nowMs));
  }

  async function answerTo(key: string): Promise<[string, string | undefined]> {
    const asked = { account: { id: installation.rootId }, key, operation: 'REGISTER_DEVICE' };
    const { body } = await server.post('/v1/verify', asked, credential);
    return [body.code, body.apiKey?.name];
  }

  it.each([
    ['by its row still there', 'left-4f81c09ea7d3526b', false],
    ['by nothing, after retention', 'gone-b06d93e5f17a482c', true],
  ])('opens for another key of the account to which it is given: remembered %s', async (name, value, retention) => {
    const context = installation.commandLine;
    const { apiKey } = await createApiKey(context, { accountId: root.id, name: `first, ${name}`, value });
    await regenerateApiKey(context, { keyId: apiKey.id });
    expect(await answerTo(value)).toEqual(['KEY_EXPIRED', undefined]);
    pass(30 * DAY_MS - 1);
    expect(await answerTo(value)).toEqual(['KEY_EXPIRED', undefined]);
    pass(1);
    expect(await answerTo(value)).toEqual(['KEY_NOT_FOUND', undefined]);
    const days = { usageDays: 400, keyUseDays: 90, deniedRequestDays: 30, changes: 1_000_000 };
    if (retention) expect(await runRetention(installation.services, days)).not.toBeNull();

    await createApiKey(context, { accountId: root.id, name: `second, ${name}`, value });
    expect(await answerTo(value)).toEqual(['VALID', `second, ${name}`]);
    // The first key is whole: what is left of it works, and goes.
    await regenerateApiKey(context, { keyId: apiKey.id });
    expect(await answerTo(value)).toEqual(['VALID', `second, ${name}`]);
  });
});
