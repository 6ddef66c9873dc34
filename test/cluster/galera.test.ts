import { createAccount } from '../../src/application/accounts/create-account';
import { newContext, type Context } from '../../src/application/context';
import { checkInstallation, type Violation } from '../../src/application/installation/check-installation';
import { setUp } from '../../src/application/installation/set-up';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { setApiKeyActive } from '../../src/application/keys/set-api-key-active';
import { createGateway } from '../../src/application/gateways/create-gateway';
import { createAdministrator } from '../../src/application/users/create-administrator';
import type { Account } from '../../src/entities/account';
import { ApiKey } from '../../src/entities/api-key';
import { Installation } from '../../src/entities/installation';
import { type Installation as Opened, openInstallation } from '../../src/installation';
import { newLogger } from '../../src/logging/logger';
import { dumpDirectory } from '../support/dump-directory';
import { Galera } from '../support/galera';
import type { TestDatabase } from '../support/test-database';
import { ADMIN, testConfig } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';
import type { WriterReport } from '../support/writer-process';
import { Writers } from '../support/writers';

const NODES = [0, 1, 2] as const;
const KILLED = 1;
/** So long the others may refuse changes while they find out that a node is gone. */
const CHANGES_AGAIN_MS = 30_000;
const WRITERS_A_NODE = 3;

jest.setTimeout(10 * 60_000);

interface Node {
  readonly opened: Opened;
  readonly context: Context;
  readonly instance: TestVerification;
  /** How often all records were loaded. */
  readonly loads: () => number;
}

function databaseOf(url: string): TestDatabase {
  return { kind: 'mysql', url, drop: () => Promise.resolve() };
}

describe('Keytree on a cluster of three nodes, an instance on each', () => {
  const { secrets } = testConfig('');
  let galera: Galera;
  let nodes: Node[];
  let root: Account;
  let ledger: Account;
  let gateway: string;
  let key: { id: string; value: string };
  let serial = 0;

  beforeAll(async () => {
    galera = await Galera.start();
    const first = await open(galera.url(0));
    const context = newContext(first.services, { kind: 'COMMAND_LINE' });
    ({ root } = await setUp(context));
    await createAdministrator(context, ADMIN);
    ({ account: ledger } = await createAccount(context, { parentId: root.id, kind: 'VENDOR', name: 'Ledger' }));
    ({ credential: gateway } = await createGateway(context, { accountId: root.id, name: 'Front door' }));
    const { apiKey, generatedValue } = await createApiKey(context, {
      accountId: ledger.id,
      name: 'Verified',
      allowUnauthenticatedRequests: true,
    });
    key = { id: apiKey.id, value: generatedValue! };
    await first.close();
    nodes = await Promise.all(NODES.map(newNode));
  });

  afterAll(async () => {
    for (const { opened, instance } of nodes) {
      await instance.close();
      await opened.close();
    }
    await galera.stop();
  });

  function open(databaseUrl: string): Promise<Opened> {
    return openInstallation({ ...testConfig(databaseUrl), secrets }, newLogger('silent'), { readLimitMs: 5_000 });
  }

  async function newNode(number: number): Promise<Node> {
    const url = galera.urlFrom(number);
    const opened = await open(url);
    const context = newContext(opened.services, { kind: 'COMMAND_LINE' });
    let loads = 0;
    const info = (_: object, message: string): void => {
      if (message === 'the directory is loaded') loads++;
    };
    const ignore = (): void => undefined;
    const instance = await startTestVerification(
      { database: databaseOf(url), services: opened.services },
      { log: { info, warn: ignore, error: ignore } },
    );
    return { opened, context, instance, loads: () => loads };
  }

  async function verify({ instance }: Node): Promise<string> {
    const { body } = await instance.post('/v1/verify', { key: key.value, operation: 'LIMITED' }, gateway);
    return body.code;
  }

  /** A tree of their own, changed on all nodes at once. */
  async function startWriters(urlOf: (node: number) => string): Promise<Writers[]> {
    const { account } = await createAccount(nodes[0]!.context, {
      parentId: root.id,
      kind: 'VENDOR',
      name: `Changing ${++serial}`,
    });
    return Promise.all(
      NODES.map((node) =>
        Writers.start({
          ...{ name: `${serial} of node ${node}`, databaseUrl: urlOf(node), secret: secrets[0], seed: 1_000 * node },
          ...{ writers: WRITERS_A_NODE, topId: account.id, ledgerId: ledger.id },
        }),
      ),
    );
  }

  /** What must hold whenever the writers have stopped. */
  async function expectWhole(reports: readonly WriterReport[]): Promise<void> {
    expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
    const { manager } = nodes[0]!.context;
    const { seq } = await manager.findOneByOrFail(Installation, { id: 1 });
    for (const [number, { instance, context, loads }] of nodes.entries()) {
      const { follower } = instance.verification;
      await follower.caughtUp(seq);
      expect({ number, seq: follower.seq, loads: loads() }).toEqual({ number, seq, loads: 1 });
      // From that very node: it holds what the others hold, and so does who has followed.
      const own = await open(galera.url(number));
      const fresh = await startTestVerification({ database: databaseOf(galera.url(number)), services: own.services });
      const loaded = fresh.verification.follower.fresh!;
      expect(await dumpDirectory(follower.fresh!, context.manager)).toEqual(
        await dumpDirectory(loaded, own.services.database.read),
      );
      const violations: Violation[] = [];
      const onViolation = (violation: Violation): void => void violations.push(violation);
      await checkInstallation(newContext(own.services, { kind: 'COMMAND_LINE' }), { onViolation });
      expect(violations).toEqual([]);
      const numbers = await own.services.database.read.query<{ seq: string | number }[]>(
        'SELECT DISTINCT seq FROM change_record ORDER BY seq',
      );
      expect(numbers.map((row) => Number(row.seq))).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
      const kept = new Set(
        (await own.services.database.read.findBy(ApiKey, { accountId: ledger.id })).map(({ id }) => id),
      );
      expect(reports.flatMap((report) => report.ledger).filter((id) => !kept.has(id))).toEqual([]);
      await fresh.close();
      await own.close();
    }
  }

  it('refuses on every node what one of them has stopped', async () => {
    for (const [n, by] of nodes.entries()) {
      const active = n % 2 === 1;
      await setApiKeyActive(by.context, { keyId: key.id }, active);
      for (const node of nodes) while ((await verify(node)) !== (active ? 'VALID' : 'KEY_INACTIVE'));
    }
    await setApiKeyActive(nodes[0]!.context, { keyId: key.id }, true);
    for (const node of nodes) while ((await verify(node)) !== 'VALID');
  });

  it('keeps all rules and loses no change with writers on every node', async () => {
    const writers = await startWriters((node) => galera.url(node));
    await Promise.all(writers.map((each) => each.untilDone(60)));
    const reports = await Promise.all(writers.map((each) => each.stop()));
    expect(reports.every(({ refused }) => refused > 0)).toBe(true);
    await expectWhole(reports);
  });

  it('goes on when a node is killed under load, which comes back later', async () => {
    const writers = await startWriters((node) => galera.urlFrom(node));
    await Promise.all(writers.map((each) => each.untilDone(20)));
    const answers = new Map<string, number>();
    let asking = true;
    const asked = nodes.map(async (node) => {
      while (asking) {
        const code = await verify(node).catch(String);
        answers.set(code, (answers.get(code) ?? 0) + 1);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
    await galera.kill(KILLED);
    const killedMs = performance.now();
    await Promise.all(writers.map((each) => each.untilDone(5)));
    expect(performance.now() - killedMs).toBeLessThan(CHANGES_AGAIN_MS);
    // The instance whose node it was takes changes on another one, and hears of those of others.
    await setApiKeyActive(nodes[KILLED]!.context, { keyId: key.id }, false);
    for (const node of nodes) while ((await verify(node)) !== 'KEY_INACTIVE');
    await setApiKeyActive(nodes[0]!.context, { keyId: key.id }, true);
    await galera.join(KILLED);
    await Promise.all(writers.map((each) => each.untilDone(20)));
    const reports = await Promise.all(writers.map((each) => each.stop()));
    asking = false;
    await Promise.all(asked);
    // Nobody was refused for the cluster's sake.
    expect([...answers.keys()].filter((code) => !['VALID', 'KEY_INACTIVE'].includes(code))).toEqual([]);
    await expectWhole(reports);
  });
});
