import { createAccount } from '../../src/application/accounts/create-account';
import { createApiKey } from '../../src/application/keys/create-api-key';
import type { Context } from '../../src/application/context';
import { checkInstallation, type Violation } from '../../src/application/installation/check-installation';
import { createRole } from '../../src/application/roles/create-role';
import { grantRole } from '../../src/application/roles/grant-role';
import { createUserWithHash } from '../../src/application/users/create-user';
import { PERMISSIONS } from '../../src/domain/permissions/permission';
import { Account } from '../../src/entities/account';
import { AuditEvent } from '../../src/entities/audit-event';
import { ChangeRecord } from '../../src/entities/change-record';
import { Installation } from '../../src/entities/installation';
import { User } from '../../src/entities/user';
import { bare } from '../support/people';
import { outcomeOf, type RacingInput, type RacingUseCase, USE_CASES } from '../support/racing-use-cases';
import { SecondServer } from '../support/second-server';
import { ADMIN, startTestInstallation, testConfig, type TestInstallation } from '../support/test-installation';

const ROUNDS = 20;

// Twenty rounds of several transactions each, on whatever machine.
jest.setTimeout(300_000);

/** Two servers on one database, each told at the same moment to do what together must not be done. */
describe('two servers at once', () => {
  let installation: TestInstallation;
  let context: Context;
  let there: SecondServer;
  let root: string;
  let serial = 0;

  beforeAll(async () => {
    const { secrets } = testConfig('');
    installation = await startTestInstallation({ secrets });
    context = installation.commandLine;
    root = bare(installation.rootId);
    there = await SecondServer.start(installation.database.url, secrets[0]);
  });

  afterAll(async () => {
    await there.stop();
    await installation.close();
  });

  afterEach(expectWhole);

  type Task = { [U in RacingUseCase]: readonly [U, RacingInput<U>] }[RacingUseCase];

  function runHere([useCase, input]: Task): Promise<string> {
    return outcomeOf((USE_CASES[useCase] as (context: Context, input: unknown) => Promise<unknown>)(context, input));
  }

  function runThere([useCase, input]: Task): Promise<string> {
    return there.call(useCase, input);
  }

  /** Both at once; the servers take turns in being told first. */
  async function race(round: number, one: Task, other: Task): Promise<string[]> {
    return Promise.all(round % 2 === 0 ? [runHere(one), runThere(other)] : [runThere(one), runHere(other)]);
  }

  async function rounds(round: (n: number) => Promise<void>): Promise<void> {
    for (let n = 0; n < ROUNDS; n++) await round(n);
  }

  /** Exactly one of them was done, the other refused for the reason given. */
  function expectOne(outcomes: string[], refusal: string): void {
    expect([...outcomes].sort()).toEqual(['DONE', refusal].sort());
  }

  async function vendor(parentId = root): Promise<Account> {
    return (await createAccount(context, { parentId, kind: 'VENDOR', name: `Vendor ${++serial}` })).account;
  }

  function ownValue(): string {
    return `Raced-f0r-value/${++serial}-x`;
  }

  async function seq(): Promise<number> {
    return (await context.manager.findOneByOrFail(Installation, { id: 1 })).seq;
  }

  /** What no order of changes may break. */
  async function expectWhole(): Promise<void> {
    const violations: Violation[] = [];
    await checkInstallation(context, { onViolation: (violation) => violations.push(violation) });
    expect(violations).toEqual([]);

    // Every change has a number of its own, and none is missing.
    const records = await context.manager.find(ChangeRecord, { order: { seq: 'ASC', n: 'ASC' } });
    const numbers = [...new Set(records.map((record) => record.seq))];
    expect(numbers).toEqual(Array.from({ length: await seq() }, (_, index) => index + 1));
    for (const number of numbers) {
      const places = records.filter((record) => record.seq === number).map((record) => record.n);
      expect(places).toEqual(places.map((_, index) => index));
    }
    const told = await context.manager.find(AuditEvent);
    expect([...new Set(told.flatMap((event) => event.seq ?? []))].sort((one, other) => one - other)).toEqual(numbers);
  }

  it('make no cycle of two moves: A below B while B below A', async () => {
    await rounds(async (n) => {
      const [a, b] = [await vendor(), await vendor()];
      const below = await vendor(b.id);
      const before = await seq();
      const outcomes = await race(
        n,
        ['moveAccount', { accountId: a.id, newParentId: below.id, version: 1 }],
        ['moveAccount', { accountId: b.id, newParentId: a.id, version: 1 }],
      );
      expectOne(outcomes, 'CONFLICT');
      expect(await seq()).toBe(before + 1);
    });
  });

  it('make no tree deeper than 16 of two moves that would each fit', async () => {
    const tops = [await vendor(), await vendor()];
    const bottoms: string[] = [];
    for (const top of tops) {
      let { id } = top;
      for (let level = 2; level <= 7; level++) ({ id } = await vendor(id));
      bottoms.push(id);
    }
    await rounds(async (n) => {
      // Seven levels, a middle of two, seven levels: what hangs first at either end decides what the other may do.
      const middle = await vendor();
      const low = await vendor(middle.id);
      const tail = await vendor();
      let { id } = tail;
      for (let level = 0; level < 7; level++) ({ id } = await vendor(id));
      const outcomes = await race(
        n,
        ['moveAccount', { accountId: middle.id, newParentId: bottoms[n % 2] ?? '', version: 1 }],
        ['moveAccount', { accountId: tail.id, newParentId: low.id, version: 1 }],
      );
      expectOne(outcomes, 'LIMIT_REACHED');
      await runHere(['deleteAccount', { accountId: middle.id, cascade: true }]);
      await runHere(['deleteAccount', { accountId: tail.id, cascade: true }]);
    });
  });

  it('put no value twice on a line: made above and below', async () => {
    await rounds(async (n) => {
      const above = await vendor();
      const below = await vendor((await vendor(above.id)).id);
      const value = ownValue();
      const outcomes = await race(
        n,
        ['createApiKey', { accountId: above.id, name: 'Above', value }],
        ['createApiKey', { accountId: below.id, name: 'Below', value }],
      );
      expectOne(outcomes, 'CONFLICT');
    });
  });

  it('put no value twice on a line: made on both sides of a move, or made and regenerated', async () => {
    await rounds(async (n) => {
      const [a, b] = [await vendor(), await vendor()];
      const value = ownValue();
      await createApiKey(context, { accountId: a.id, name: 'Moving', value });
      const moved = await race(
        n,
        ['moveAccount', { accountId: a.id, newParentId: b.id, version: 1 }],
        ['createApiKey', { accountId: b.id, name: 'Made', value }],
      );
      expectOne(moved, 'CONFLICT');

      const [above, below] = [await vendor(), ownValue()];
      const child = await vendor(above.id);
      const { apiKey } = await createApiKey(context, { accountId: child.id, name: 'Regenerated' });
      const regenerated = await race(
        n,
        ['regenerateApiKey', { keyId: apiKey.id, value: below }],
        ['createApiKey', { accountId: above.id, name: 'Made', value: below }],
      );
      expectOne(regenerated, 'CONFLICT');
    });
  });

  it('give an external id, a domain or a name to one alone', async () => {
    await rounds(async (n) => {
      const [one, other] = [await vendor(), await vendor()];
      const account = (parentId: string, fields: object): Task => [
        'createAccount',
        { parentId, kind: 'VENDOR', name: 'Same', ...fields },
      ];
      const externalId = `external ${n}`;
      expectOne(await race(n, account(one.id, { externalId }), account(other.id, { externalId })), 'CONFLICT');
      const domains = [`race${n}.example`];
      expectOne(
        await race(n, account(one.id, { domains }), ['updateAccount', { accountId: other.id, version: 1, domains }]),
        'CONFLICT',
      );
      const key = (name: string): Task => ['createApiKey', { accountId: one.id, name }];
      expectOne(await race(n, key('Same name'), key('SAME NAME')), 'CONFLICT');
      const role = (name: string): Task => ['createRole', { accountId: one.id, name, permissions: [] }];
      expectOne(await race(n, role('Same name'), role('Ｓame name')), 'CONFLICT');
    });
  });

  it('do one of two updates that read the same version', async () => {
    await rounds(async (n) => {
      const { id } = await vendor();
      const rename = (name: string): Task => ['updateAccount', { accountId: id, version: 1, name }];
      expectOne(await race(n, rename('One'), rename('Other')), 'CONFLICT');
      expect((await context.manager.findOneByOrFail(Account, { id })).version).toBe(2);
    });
  });

  it('leave nothing below an account that is deleted meanwhile', async () => {
    await rounds(async (n) => {
      const doomed = await vendor();
      const child: Task = ['createAccount', { parentId: doomed.id, kind: 'CUSTOMER', name: 'Late' }];
      const plain = await race(n, ['deleteAccount', { accountId: doomed.id }], child);
      expect([
        ['DONE', 'NOT_FOUND'],
        ['CONFLICT', 'DONE'],
      ]).toContainEqual(plain);

      for (const late of [
        (id: string): Task => ['createAccount', { parentId: id, kind: 'CUSTOMER', name: 'Late' }],
        (id: string): Task => ['createApiKey', { accountId: id, name: 'Late' }],
        (id: string): Task => ['createRole', { accountId: id, name: 'Late', permissions: [] }],
      ]) {
        const { id } = await vendor();
        const [deleted, made] = await race(n, ['deleteAccount', { accountId: id, cascade: true }], late(id));
        expect(deleted).toBe('DONE');
        expect(['DONE', 'NOT_FOUND']).toContain(made);
        expect(await context.manager.countBy(Account, { parentId: id })).toBe(0);
      }
    });
  });

  it('leave no block of a key that is no longer inherited', async () => {
    await rounds(async (n) => {
      const above = await vendor();
      const below = await vendor(above.id);
      const { apiKey } = await createApiKey(context, { accountId: above.id, name: 'Blocked' });
      const [moved, blocked] = await race(
        n,
        ['moveAccount', { accountId: below.id, newParentId: root, version: 1 }],
        ['blockInheritedKey', { accountId: below.id, keyId: apiKey.id }],
      );
      expect(moved).toBe('DONE');
      expect(['DONE', 'NOT_FOUND']).toContain(blocked);
      expect(await context.manager.query('SELECT * FROM key_block WHERE key_id = ?', [apiKey.id])).toEqual([]);
    });
  });

  interface Administrator {
    readonly userId: string;
    readonly roleId: string;
    readonly grantId: string;
  }

  /** With a role of their own that has every permission. */
  async function administrator(passwordHash: string): Promise<Administrator> {
    const name = `Administrator ${++serial}`;
    const user = await createUserWithHash(context, { accountId: root, name }, passwordHash);
    const role = await createRole(context, { accountId: root, name, permissions: [...PERMISSIONS] });
    const { grant } = await grantRole(context, { userId: user.id, roleId: role.id, accountId: root });
    return { userId: user.id, roleId: role.id, grantId: grant.id };
  }

  /** All that ends one. */
  function endings({ userId, roleId, grantId }: Administrator): Task[] {
    return [
      ['revokeGrant', { grantId }],
      ['updateUser', { userId, version: 1, disabled: true }],
      ['deleteUser', { userId }],
      ['updateRole', { roleId, version: 1, permissions: PERMISSIONS.slice(1) }],
      ['deleteRole', { roleId, cascade: true }],
    ];
  }

  it('never take the last administrator between them', async () => {
    const passwordHash = await installation.services.passwords.hash('never signs in');
    let last = await administrator(passwordHash);
    const { id } = await context.manager.findOneByOrFail(User, { name: ADMIN.name });
    await runHere(['deleteUser', { userId: id }]);
    await rounds(async (n) => {
      const next = await administrator(passwordHash);
      const [one, other] = [endings(last), endings(next)];
      const outcomes = await race(n, one[n % one.length]!, other[Math.floor(n / 4) % other.length]!);
      expectOne(outcomes, 'CONFLICT');
      if (outcomes[0] === 'DONE') last = next;
    });
    for (const ending of endings(last)) expect(await runHere(ending)).toBe('CONFLICT');
  });

  it('are followed exactly: whoever reads on from the last number that it saw misses none', async () => {
    const begin = await seq();
    const { id } = await vendor();
    const seen: number[] = [];
    let writing = true;
    const follow = async (): Promise<void> => {
      for (let last = begin; ;) {
        const over = !writing;
        const rows = await context.manager.query<{ seq: number | string }[]>(
          'SELECT DISTINCT seq FROM change_record WHERE seq > ? ORDER BY seq',
          [last],
        );
        seen.push(...rows.map((row) => Number(row.seq)));
        last = seen.at(-1) ?? last;
        if (over) return;
        // Gives way to the writers.
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const following = follow();
    const writes = Array.from({ length: 3 * ROUNDS }, (_, n): Task => [
      'createApiKey',
      { accountId: id, name: `Key ${n}` },
    ]);
    const outcomes = await Promise.all(writes.map((task, n) => (n % 2 === 0 ? runHere(task) : runThere(task)))).finally(
      () => {
        writing = false;
      },
    );
    await following;
    expect(new Set(outcomes)).toEqual(new Set(['DONE']));
    expect(seen).toEqual(Array.from({ length: writes.length + 1 }, (_, index) => begin + 1 + index));
  });
});
