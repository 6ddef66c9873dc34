import { newContext, type Context } from '../../src/application/context';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { setApiKeyActive } from '../../src/application/keys/set-api-key-active';
import { Account } from '../../src/entities/account';
import { newLogger } from '../../src/logging/logger';
import { recordsOf, startNudges } from '../../src/records';
import type { Nudges } from '../../src/verification/nudges';
import { RedisProcess } from '../support/redis-process';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';

/** An instance that hardly ever polls, unless it is told of something. */
const NEVER_MS = 3_600_000;

interface Instance {
  readonly verification: TestVerification;
  readonly nudges: Nudges;
  /** What its log says of Redis, in order. */
  readonly told: string[];
  /** Makes changes as this instance. */
  readonly context: Context;
}

describe('instances that share a Redis', () => {
  let installation: TestInstallation;
  let redis: RedisProcess;
  let gateway: string;
  let key: { id: string; value: string };
  let open: Instance[];

  beforeAll(async () => {
    installation = await startTestInstallation();
    redis = await RedisProcess.start();
    const root = await installation.commandLine.manager.findOneByOrFail(Account, { rootSlot: 1 });
    gateway = await newTestGateway(installation, root);
    const { apiKey, generatedValue } = await createApiKey(installation.commandLine, {
      accountId: root.id,
      name: 'Key',
      allowUnauthenticatedRequests: true,
    });
    key = { id: apiKey.id, value: generatedValue! };
  });

  beforeEach(() => {
    open = [];
  });

  afterEach(async () => {
    for (const { verification, nudges } of open) {
      nudges.close();
      await verification.close();
    }
  });

  afterAll(async () => {
    await redis.kill();
    await installation.close();
  });

  async function start(pollIntervalMs: number): Promise<Instance> {
    const verification = await startTestVerification(installation, { pollIntervalMs });
    const told: string[] = [];
    const logger = newLogger('info', { write: (line) => told.push((JSON.parse(line) as { msg: string }).msg) });
    const nudges = startNudges({ redisUrl: redis.url }, installation.services, verification.verification, logger)!;
    const services = { ...installation.services, records: recordsOf(verification.verification, nudges) };
    const instance = { verification, nudges, told, context: newContext(services, { kind: 'COMMAND_LINE' }) };
    open.push(instance);
    return instance;
  }

  async function code({ verification }: Instance): Promise<string> {
    return (await verification.post('/v1/verify', { key: key.value, operation: 'LIMITED' }, gateway)).body.code;
  }

  /** Changes by one until the other has heard of it: Redis takes a moment to have both. */
  async function untilHeard(by: Instance, other: Instance): Promise<void> {
    for (let n = 0; ; n++) {
      await setApiKeyActive(by.context, { keyId: key.id }, n % 2 === 1);
      const wanted = n % 2 === 1 ? 'VALID' : 'KEY_INACTIVE';
      for (let look = 0; look < 20; look++) if ((await code(other)) === wanted) return;
    }
  }

  async function untilTold({ told }: Instance, part: string): Promise<void> {
    while (!told.some((message) => message.includes(part))) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it('hear at once of each other’s changes, both ways', async () => {
    const [one, other] = [await start(NEVER_MS), await start(NEVER_MS)];
    await untilHeard(one, other);
    await untilHeard(other, one);
    for (let n = 0; n < 10; n++) {
      const [by, heard] = n % 2 === 0 ? [one, other] : [other, one];
      await setApiKeyActive(by.context, { keyId: key.id }, n % 2 === 0);
      // No poll is due for an hour.
      while ((await code(heard)) !== (n % 2 === 0 ? 'VALID' : 'KEY_INACTIVE'));
    }
  });

  it('poll on, and neither wait nor fail, while Redis is away, and hear again when it is back', async () => {
    const [polling, deaf] = [await start(50), await start(NEVER_MS)];
    await untilHeard(polling, deaf);
    await redis.kill();
    await untilTold(deaf, 'Redis is away');
    await untilTold(polling, 'Redis is away');
    for (const active of [false, true, false, true]) {
      await setApiKeyActive(deaf.context, { keyId: key.id }, active);
      while ((await code(polling)) !== (active ? 'VALID' : 'KEY_INACTIVE'));
      expect(await code(deaf)).toBe(active ? 'VALID' : 'KEY_INACTIVE');
    }
    await redis.startAgain();
    await Promise.all([untilTold(deaf, 'there again'), untilTold(polling, 'there again')]);
    await untilHeard(polling, deaf);
    // Once for each time that it went.
    expect(deaf.told.filter((message) => message.includes('away'))).toHaveLength(1);
  });

  it('answer changes while Redis accepts everything and says nothing', async () => {
    const [one, other] = [await start(NEVER_MS), await start(50)];
    await untilHeard(other, one);
    redis.signal('SIGSTOP');
    for (let n = 0; n < 200; n++) await setApiKeyActive(one.context, { keyId: key.id }, n % 2 === 1);
    while ((await code(other)) !== 'VALID');
    redis.signal('SIGCONT');
    await untilHeard(other, one);
  });

  it('start where there is no Redis yet', async () => {
    await redis.kill();
    const [one, other] = [await start(NEVER_MS), await start(NEVER_MS)];
    await untilTold(one, 'Redis is away');
    expect(await code(one)).toBe(await code(other));
    await redis.startAgain();
    await untilHeard(one, other);
  });
});
