import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount } from '../../src/application/accounts/create-account';
import { change } from '../../src/application/change';
import { checkInstallation, type Violation } from '../../src/application/installation/check-installation';
import { setNewEpoch } from '../../src/application/installation/new-epoch';
import { rotateSecret, settleRotation } from '../../src/application/installation/rotate-secret';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { setApiKeyActive } from '../../src/application/keys/set-api-key-active';
import { importTree } from '../../src/application/tree-file/import-tree';
import { Account } from '../../src/entities/account';
import { ApiKey } from '../../src/entities/api-key';
import { Installation } from '../../src/entities/installation';
import { dumpDirectory } from '../support/dump-directory';
import { testFolder } from '../support/test-database';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, testConfig, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';
import { Writers } from '../support/writers';

// Processes start, and write for as long as it takes, on whatever machine.
jest.setTimeout(300_000);

/** What an instance does about the records of the database, as its log tells. */
class Story {
  readonly told: string[] = [];
  readonly log = {
    info: (_: object, message: string): void => void this.told.push(message),
    warn: (_: object, message: string): void => void this.told.push(message),
    error: (_: object, message: string): void => void this.told.push(message),
  };

  loads(): number {
    return this.told.filter((message) => message === 'the directory is loaded').length;
  }
}

describe('an instance that follows the database', () => {
  const { secrets } = testConfig('');
  let installation: TestInstallation;
  let root: Account;
  let gateway: string;
  let instance: TestVerification;
  let story: Story;

  beforeAll(async () => {
    installation = await startTestInstallation({ secrets });
    root = await installation.commandLine.manager.findOneByOrFail(Account, { rootSlot: 1 });
    gateway = await newTestGateway(installation, root);
  });

  afterAll(() => installation.close());

  beforeEach(async () => {
    story = new Story();
    instance = await startTestVerification(installation, { log: story.log });
  });

  afterEach(() => instance.close());

  async function seqNow(): Promise<number> {
    return (await installation.commandLine.manager.findOneByOrFail(Installation, { id: 1 })).seq;
  }

  async function untilFollowed(seq?: number): Promise<void> {
    await instance.verification.follower.caughtUp(seq ?? (await seqNow()));
  }

  async function verify(key: string, of = instance): Promise<{ status: number; code: string }> {
    const { status, body } = await of.post('/v1/verify', { key, operation: 'LIMITED' }, gateway);
    return { status, code: body.code };
  }

  async function vendorWithKey(): Promise<{ accountId: string; keyId: string; value: string }> {
    const { commandLine } = installation;
    const { account } = await createAccount(commandLine, { parentId: root.id, kind: 'VENDOR', name: 'Followed' });
    const { apiKey, generatedValue } = await createApiKey(commandLine, {
      accountId: account.id,
      name: 'Key',
      allowUnauthenticatedRequests: true,
    });
    return { accountId: account.id, keyId: apiKey.id, value: generatedValue! };
  }

  it('sees every change of many writers in several processes, in order, and ends with what a fresh load has', async () => {
    const { commandLine, database } = installation;
    const [{ account: top }, { account: ledger }] = [
      await createAccount(commandLine, { parentId: root.id, kind: 'VENDOR', name: 'Changing' }),
      await createAccount(commandLine, { parentId: root.id, kind: 'VENDOR', name: 'Ledger' }),
    ];
    const { follower } = instance.verification;
    // They begin as soon as they are there.
    const begin = follower.seq;
    const writers = await Promise.all(
      ['one', 'two', 'three'].map((name, index) =>
        Writers.start({
          ...{ name, databaseUrl: database.url, secret: secrets[0], writers: 4, seed: 1_000 * index },
          ...{ topId: top.id, ledgerId: ledger.id },
        }),
      ),
    );
    await Promise.all(writers.map((each) => each.untilDone(60)));
    const reports = await Promise.all(writers.map((each) => each.stop()));
    expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
    await untilFollowed();

    // Every change is a number: followed one by one, and nothing loaded anew.
    const made = reports.reduce((sum, { done }) => sum + done, 0);
    expect(made).toBeGreaterThanOrEqual(180);
    expect(reports.every(({ refused }) => refused > 0)).toBe(true);
    expect(follower.seq - begin).toBeGreaterThanOrEqual(made);
    expect(follower.seq).toBe(await seqNow());
    expect(story.loads()).toBe(1);
    const fresh = await startTestVerification(installation);
    const [followed, loaded] = [follower.fresh!, fresh.verification.follower.fresh!];
    const { manager } = commandLine;
    expect(await dumpDirectory(followed, manager)).toEqual(await dumpDirectory(loaded, manager));
    await fresh.close();
    const kept = new Set((await manager.findBy(ApiKey, { accountId: ledger.id })).map(({ id }) => id));
    expect(reports.flatMap((report) => report.ledger).filter((id) => !kept.has(id))).toEqual([]);
    const violations: Violation[] = [];
    await checkInstallation(commandLine, { onViolation: (violation) => violations.push(violation) });
    expect(violations).toEqual([]);
  });

  it('refuses what another instance has stopped, and lets through what it has let', async () => {
    const other = await startTestVerification(installation);
    const { keyId, value } = await vendorWithKey();
    await untilFollowed();
    expect(await verify(value)).toEqual({ status: 200, code: 'VALID' });
    for (const [active, code] of [
      [false, 'KEY_INACTIVE'],
      [true, 'VALID'],
    ] as const) {
      await setApiKeyActive(installation.commandLine, { keyId }, active);
      // No one tells them: both only poll.
      for (const each of [instance, other]) {
        while ((await verify(value, each)).code !== code);
      }
    }
    await other.close();
  });

  it('loses nothing behind a transaction whose commit is slow', async () => {
    const { commandLine, services } = installation;
    const { accountId } = await vendorWithKey();
    await untilFollowed();
    const { follower } = instance.verification;
    const [before, loads] = [follower.seq, story.loads()];
    let begun!: () => void;
    const holds = new Promise<void>((resolve) => (begun = resolve));
    let release!: () => void;
    const released = new Promise<void>((resolve) => (release = resolve));
    const slow = change(commandLine, async (inner) => {
      await createApiKey(inner, { accountId, name: 'Slow' });
      begun();
      await released;
    });
    await holds;
    const queued = Array.from({ length: 8 }, (_, n) => createApiKey(commandLine, { accountId, name: `Queued ${n}` }));
    // It polls on, past the number that is taken and not committed.
    const polls = await countPolls(3);
    expect(polls).toBeGreaterThanOrEqual(3);
    expect(follower.seq).toBe(before);
    release();
    await slow;
    await Promise.all(queued);
    await untilFollowed();
    expect(follower.seq).toBe(before + 9);
    expect(story.loads()).toBe(loads);
    const keys = await services.database.read.findBy(ApiKey, { accountId });
    const { keys: held } = follower.fresh!;
    expect(keys.map(({ id }) => held.numberOf(id)).every((key) => key >= 0)).toBe(true);
    expect(keys).toHaveLength(10);
  });

  /** Until so many more polls have completed: each makes what is held younger. */
  async function countPolls(wanted: number): Promise<number> {
    let polls = 0;
    for (let last = instance.verification.follower.ageSeconds; polls < wanted;) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const age = instance.verification.follower.ageSeconds;
      if (age < last) polls++;
      last = age;
    }
    return polls;
  }

  it('leaves no number without a record: whatever takes the write lock', async () => {
    const { commandLine, services } = installation;
    const before = await seqNow();
    await rotateSecret(
      commandLine,
      () => secrets,
      `${secrets[0]} next`,
      () => undefined,
    );
    await rotateSecret(
      commandLine,
      () => [`${secrets[0]} next`],
      secrets[0],
      () => undefined,
    );
    await settleRotation(services.database, () => undefined);
    await change(commandLine, () => Promise.resolve());
    const file = join(testFolder(), 'followed-tree.json');
    const accounts = [{ externalId: 'imported', parent: null, kind: 'VENDOR', name: 'Imported' }];
    writeFileSync(file, JSON.stringify({ format: 'keytree/1', accounts }));
    await importTree(commandLine, { file });
    await setNewEpoch(commandLine);
    expect(await seqNow()).toBe(before + 6);
    expect(await numbersRecorded(before)).toEqual([1, 2, 3, 4, 5, 6].map((more) => before + more));
  });

  async function numbersRecorded(after: number): Promise<number[]> {
    const rows = await installation.commandLine.manager.query<{ seq: number | string }[]>(
      'SELECT DISTINCT seq FROM change_record WHERE seq > ? ORDER BY seq',
      [after],
    );
    return rows.map(({ seq }) => Number(seq));
  }

  describe('and was held up', () => {
    /** Polls only when it is told to. */
    let late: TestVerification;
    let told: Story;
    let refusedWhileLoading: boolean;

    beforeEach(async () => {
      told = new Story();
      refusedWhileLoading = false;
      const warn = (_: object, message: string): void => {
        told.log.warn(_, message);
        // As soon as what says so gives way.
        queueMicrotask(() => (refusedWhileLoading = late.verification.follower.fresh === null));
      };
      late = await startTestVerification(installation, { pollIntervalMs: 3_600_000, log: { ...told.log, warn } });
    });

    afterEach(() => late.close());

    async function expectLoadedAnew(): Promise<void> {
      const { keyId, value } = await vendorWithKey();
      await setApiKeyActive(installation.commandLine, { keyId }, false);
      expect(told.loads()).toBe(1);
      await late.verification.follower.caughtUp(await seqNow());
      expect(told.loads()).toBe(2);
      expect(refusedWhileLoading).toBe(true);
      expect(await verify(value, late)).toEqual({ status: 200, code: 'KEY_INACTIVE' });
    }

    it.each([
      ['that it had not read', (last: number) => [`DELETE FROM change_record WHERE seq <= ${last}`]],
      [
        'of which it had read none, up to the middle of a change',
        (last: number) => [
          `DELETE FROM change_record WHERE seq < ${last}`,
          `INSERT INTO change_record (seq, n, kind, ref) VALUES (${last}, 1, 'nothing', '')`,
          `DELETE FROM change_record WHERE seq = ${last} AND n = 0`,
        ],
      ],
    ])('loads anew after change records were deleted %s, and refuses meanwhile', async (_, statements) => {
      await vendorWithKey();
      const last = await seqNow();
      await installation.services.database.transaction(async (manager) => {
        for (const sql of statements(last)) await manager.query(sql);
      });
      await expectLoadedAnew();
    });

    it('follows half of what was deleted where it had read that already', async () => {
      await installation.services.database.transaction((manager) => manager.query('DELETE FROM change_record'));
      const { value } = await vendorWithKey();
      await late.verification.follower.caughtUp(await seqNow());
      expect(await verify(value, late)).toEqual({ status: 200, code: 'VALID' });
      expect(told.loads()).toBe(1);
    });

    it('loads anew in another epoch, and refuses meanwhile', async () => {
      await setNewEpoch(installation.commandLine);
      await expectLoadedAnew();
    });

    it('loads anew where there are more change records than are worth following', async () => {
      const few = await startTestVerification(installation, {
        pollIntervalMs: 3_600_000,
        mostToFollow: 5,
        log: told.log,
      });
      await vendorWithKey();
      await few.verification.follower.caughtUp(await seqNow());
      expect(told.loads()).toBe(2);
      for (let n = 0; n < 3; n++) await vendorWithKey();
      await few.verification.follower.caughtUp(await seqNow());
      expect(told.loads()).toBe(3);
      const { manager } = installation.commandLine;
      await late.verification.follower.caughtUp(await seqNow());
      const [one, other] = [few.verification.follower.fresh!, late.verification.follower.fresh!];
      expect(await dumpDirectory(one, manager)).toEqual(await dumpDirectory(other, manager));
      await few.close();
    });
  });
});
