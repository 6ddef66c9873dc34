import { setTimeout as sleep } from 'node:timers/promises';
import { newContext } from '../../src/application/context';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { setApiKeyActive } from '../../src/application/keys/set-api-key-active';
import { Account } from '../../src/entities/account';
import { ApiKey } from '../../src/entities/api-key';
import { AuditEvent } from '../../src/entities/audit-event';
import { openInstallation } from '../../src/installation';
import { newLogger } from '../../src/logging/logger';
import { recordsOf } from '../../src/records';
import { Place } from '../support/keytree-process';
import { TcpProxy } from '../support/tcp-proxy';
import { testDatabaseKind } from '../support/test-database';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, testConfig, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';

const onMysql = testDatabaseKind === 'mysql' ? describe : describe.skip;
const PASSWORD = 'correct horse battery';

jest.setTimeout(300_000);

interface Answer {
  readonly status: number;
  readonly code: string;
}

interface MadeKey {
  readonly apiKey: { readonly id: string };
  readonly value: string;
}

describe('records in memory', () => {
  const { secrets } = testConfig('');
  let installation: TestInstallation;
  let gateway: string;
  let root: Account;
  let key: { id: string; value: string };

  beforeAll(async () => {
    installation = await startTestInstallation({ secrets });
    root = await installation.commandLine.manager.findOneByOrFail(Account, { rootSlot: 1 });
    gateway = await newTestGateway(installation, root);
    const { apiKey, generatedValue } = await createApiKey(installation.commandLine, {
      accountId: root.id,
      name: 'Key',
      allowUnauthenticatedRequests: true,
    });
    key = { id: apiKey.id, value: generatedValue! };
  });

  afterAll(() => installation.close());

  async function verify(instance: TestVerification): Promise<Answer> {
    const { status, body } = await instance.post('/v1/verify', { key: key.value, operation: 'LIMITED' }, gateway);
    return { status, code: body.code };
  }

  async function until(instance: TestVerification, wanted: Answer): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (;;) {
      const answer = await verify(instance);
      if (answer.status === wanted.status && answer.code === wanted.code) return answers;
      answers.push(answer);
    }
  }

  it('hold a change of the process itself for the request after its answer', async () => {
    const instance = await startTestVerification(installation, { pollIntervalMs: 3_600_000 });
    const services = { ...installation.services, records: recordsOf(instance.verification) };
    const context = newContext(services, { kind: 'COMMAND_LINE' });
    for (let n = 0; n < 20; n++) {
      await setApiKeyActive(context, { keyId: key.id }, n % 2 === 1);
      expect(await verify(instance)).toEqual({ status: 200, code: n % 2 === 1 ? 'VALID' : 'KEY_INACTIVE' });
    }
    await instance.close();
  });

  it('are too old where the clock of the day has gone on, as when the machine slept, until the next poll', async () => {
    const instance = await startTestVerification(installation, { pollIntervalMs: 3_600_000, maxStaleMs: 60_000 });
    expect(await verify(instance)).toEqual({ status: 200, code: 'VALID' });
    const woken = Date.now() + 60_001;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => woken);
    expect(await verify(instance)).toEqual({ status: 503, code: 'STALE' });
    instance.verification.follower.nudge();
    expect(await until(instance, { status: 200, code: 'VALID' })).not.toContainEqual(
      expect.objectContaining({ status: 500 }),
    );
    clock.mockRestore();
    await instance.close();
  });

  onMysql('behind a connection that falls silent', () => {
    let proxy: TcpProxy;
    let url: string;

    beforeEach(async () => {
      const { port } = new URL(installation.database.url);
      proxy = await TcpProxy.start(Number(port));
      const through = new URL(installation.database.url);
      through.port = String(proxy.port);
      url = through.href;
    });

    afterEach(() => proxy.close());

    it('are used for the configured time and no longer, and are good again when the connection is', async () => {
      const maxStaleMs = 1_000;
      const through = { ...installation, database: { ...installation.database, url } };
      const instance = await startTestVerification(through, { maxStaleMs });
      const { follower } = instance.verification;
      expect(await verify(instance)).toEqual({ status: 200, code: 'VALID' });
      proxy.hang();
      // Meanwhile: a change that takes its time must not take all of theirs.
      const stopping = setApiKeyActive(installation.commandLine, { keyId: key.id }, false);
      const answers = await until(instance, { status: 503, code: 'STALE' });
      await stopping;
      // From memory as long as that may be, and never after.
      expect(answers.length).toBeGreaterThan(0);
      expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['VALID']));
      expect(follower.ageSeconds * 1000).toBeGreaterThanOrEqual(maxStaleMs);
      const headers = { 'x-keytree-gateway': gateway, 'x-api-key': key.value };
      const forwarded = await instance.get('/v1/forward-auth?account=host', headers);
      expect([forwarded.status, forwarded.headers.get('x-keytree-code')]).toEqual([403, 'STALE']);
      proxy.resume();
      // Never the old answer again.
      const codes = (await until(instance, { status: 200, code: 'KEY_INACTIVE' })).map(({ code }) => code);
      expect(codes.filter((code) => code !== 'STALE')).toEqual([]);
      await setApiKeyActive(installation.commandLine, { keyId: key.id }, true);
      await until(instance, { status: 200, code: 'VALID' });
      await instance.close();
    });

    it('refuse after a commit of the process itself that cannot be read back, until it can', async () => {
      const through = { ...installation, database: { ...installation.database, url } };
      const instance = await startTestVerification(through);
      const services = { ...installation.services, records: recordsOf(instance.verification) };
      const context = newContext(services, { kind: 'COMMAND_LINE' });
      proxy.hang();
      await setApiKeyActive(context, { keyId: key.id }, false);
      expect(await verify(instance)).toEqual({ status: 503, code: 'STALE' });
      proxy.resume();
      expect(await until(instance, { status: 200, code: 'KEY_INACTIVE' })).not.toContainEqual(
        expect.objectContaining({ code: 'VALID' }),
      );
      await setApiKeyActive(context, { keyId: key.id }, true);
      expect(await verify(instance)).toEqual({ status: 200, code: 'VALID' });
      await instance.close();
    });

    it.each(['reached the server', 'never did'])(
      'belong to changes that are answered as what they are where COMMIT has no answer: it %s',
      async (fate) => {
        const config = { ...testConfig(url), secrets };
        const own = await openInstallation(config, newLogger('silent'));
        const context = newContext(own.services, { kind: 'COMMAND_LINE' });
        const before = await installation.commandLine.manager.countBy(AuditEvent, {});
        const name = `Interrupted, ${fate}`;
        const cut = fate === 'never did' ? proxy.resetBefore('COMMIT') : proxy.resetAfter('COMMIT');
        const making = createApiKey(context, { accountId: root.id, name });
        await cut;
        const { apiKey } = await making;
        expect(await installation.commandLine.manager.findBy(ApiKey, { name })).toMatchObject([{ id: apiKey.id }]);
        expect(await installation.commandLine.manager.countBy(AuditEvent, {})).toBe(before + 1);
        await own.close();
      },
    );
  });
});

onMysql('a process that was stopped for longer than its records may be old', () => {
  it('answers with nothing old when it goes on, says so in /readyz and /metrics, and recovers', async () => {
    const place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true', KEYTREE_ADMIN_PASSWORD: PASSWORD });
    // A batch of usage would be stopped with its locks held, and others wait for these.
    const further = { KEYTREE_MAX_STALE_SECONDS: '1', KEYTREE_USAGE_FLUSH_SECONDS: '300' };
    const [frozen, other] = [await place.serve([], further), await place.serve()];
    const { out } = await place.run(['create-gateway', 'Front door']);
    const token = await other.signIn('admin', PASSWORD);
    const { body } = await other.graphql('{ viewer { account { id } } }', {}, token);
    const made = await other.graphql(
      `mutation ($input: CreateApiKeyInput!) {
        createApiKey(input: $input) { ... on ApiKeyValueSuccess { apiKey { id } value } }
      }`,
      {
        input: {
          accountId: (body.data as { viewer: { account: { id: string } } }).viewer.account.id,
          name: 'Front',
          allowUnauthenticatedRequests: true,
        },
      },
      token,
    );
    const { apiKey, value } = (made.body.data as { createApiKey: MadeKey }).createApiKey;
    const ask = async (path: string): Promise<{ status: number; text: string }> => {
      const response = await fetch(frozen.address + path);
      return { status: response.status, text: await response.text() };
    };
    const verify = async (): Promise<Answer> => {
      const response = await fetch(`${frozen.address}/v1/verify`, {
        method: 'POST',
        headers: { authorization: `Bearer ${out.trim()}` },
        body: JSON.stringify({ key: value, operation: 'LIMITED' }),
      });
      return { status: response.status, code: ((await response.json()) as { code: string }).code };
    };
    while ((await verify()).code !== 'VALID');

    for (let n = 0; n < 3; n++) {
      frozen.signal('SIGSTOP');
      const stoppedMs = performance.now();
      const mutation = n % 2 === 0 ? 'deactivateApiKey' : 'activateApiKey';
      const { body: changed } = await other.graphql(
        `mutation ($input: ApiKeyInput!) { ${mutation}(input: $input) { __typename } }`,
        { input: { keyId: apiKey.id } },
        token,
      );
      expect(changed).toEqual({ data: { [mutation]: { __typename: 'ApiKeySuccess' } } });
      // It waits in the socket before the process goes on: the first thing that it sees.
      const first = verify();
      while (performance.now() - stoppedMs < 1_500) await sleep(50);
      frozen.signal('SIGCONT');
      const now = n % 2 === 0 ? 'KEY_INACTIVE' : 'VALID';
      expect(['STALE', now]).toContain((await first).code);
      for (let code = ''; code !== now;) {
        ({ code } = await verify());
        expect(['STALE', now]).toContain(code);
      }
    }
    expect((await ask('/readyz')).status).toBe(200);
    expect((await ask('/metrics')).text).toMatch(/^keytree_records_fresh 1$/m);
    await place.remove();
  });

  it('says in /readyz and /metrics that it refuses, while the database is silent', async () => {
    const place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true' });
    const database = new URL(place.database.url);
    const proxy = await TcpProxy.start(Number(database.port));
    database.port = String(proxy.port);
    const service = await place.serve([], { KEYTREE_DATABASE_URL: database.href, KEYTREE_MAX_STALE_SECONDS: '1' });
    const ask = async (path: string): Promise<{ status: number; text: string }> => {
      const response = await fetch(service.address + path);
      return { status: response.status, text: await response.text() };
    };
    expect((await ask('/readyz')).status).toBe(200);
    proxy.hang();
    while ((await ask('/readyz')).status !== 503);
    const { text } = await ask('/readyz');
    expect(JSON.parse(text)).toMatchObject({ database: 'not available', status: expect.stringMatching(/^stale/) });
    const metrics = await ask('/metrics');
    expect(metrics.text).toMatch(/^keytree_records_fresh 0$/m);
    expect(Number(/^keytree_records_age_seconds (\S+)$/m.exec(metrics.text)?.[1])).toBeGreaterThan(1);
    proxy.resume();
    while ((await ask('/readyz')).status !== 200);
    expect((await ask('/metrics')).text).toMatch(/^keytree_records_fresh 1$/m);
    await proxy.close();
    await place.remove();
  });
});
