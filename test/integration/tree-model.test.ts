import fc from 'fast-check';
import { In } from 'typeorm';
import { createAccount } from '../../src/application/accounts/create-account';
import { deleteAccount } from '../../src/application/accounts/delete-account';
import { effectiveStatusOf, loadLines } from '../../src/application/accounts/load-lines';
import { moveAccount } from '../../src/application/accounts/move-account';
import { resumeAccount } from '../../src/application/accounts/resume-account';
import { suspendAccount } from '../../src/application/accounts/suspend-account';
import type { Context } from '../../src/application/context';
import { checkInstallation, type Violation } from '../../src/application/installation/check-installation';
import { activateApiKey } from '../../src/application/keys/activate-api-key';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { deleteApiKey } from '../../src/application/keys/delete-api-key';
import { listEffectiveApiKeys } from '../../src/application/keys/list-effective-api-keys';
import { regenerateApiKey } from '../../src/application/keys/regenerate-api-key';
import { unblockInheritedKey } from '../../src/application/keys/unblock-inherited-key';
import { createRole } from '../../src/application/roles/create-role';
import { grantRole } from '../../src/application/roles/grant-role';
import { createUserWithHash } from '../../src/application/users/create-user';
import { subtreeRange } from '../../src/domain/accounts/account-path';
import { type ErrorCode, KeytreeError } from '../../src/domain/errors';
import { Account } from '../../src/entities/account';
import { AccountDomain } from '../../src/entities/account-domain';
import { ApiKey } from '../../src/entities/api-key';
import { ApiKeyValue } from '../../src/entities/api-key-value';
import { Installation } from '../../src/entities/installation';
import { KeyBlock } from '../../src/entities/key-block';
import { RoleGrant } from '../../src/entities/role-grant';
import { bare } from '../support/people';
import { type NaiveAccount, NaiveTree } from '../support/naive-tree';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

/** Which account or key is meant: a place in the list of those that are there, counted round. */
const which = fc.nat(30);
const value = fc.constantFrom('first-V4lue/91', 'second-V4lue/82', 'third-V4lue/73').map((text) => `${text}-padding`);
const name = fc.constantFrom('Gateway', 'GATEWAY', 'Till', 'Scanner');
const externalId = fc.constantFrom(null, null, null, 'a', 'A', 'a ');
const domains = fc.constantFrom<string[]>([], [], [], ['a.example'], ['a.example', 'b.example']);

const operation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('create'),
      in: which,
      customer: fc.nat(3).map((n) => n === 0),
      externalId,
      domains,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('move'), account: which, to: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete'), account: which, cascade: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('suspend'), account: which, resume: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('key'), account: which, name, value }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('activate'), key: which, active: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('regenerate'), key: which, value, overlap: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete key'), key: which }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('block'), account: which, key: which, lift: fc.nat(3).map((n) => n === 0) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('grant'), account: which, user: which, role: which }) },
) as fc.Arbitrary<Operation>;

type Operation =
  | { do: 'create'; in: number; customer: boolean; externalId: string | null; domains: string[] }
  | { do: 'move'; account: number; to: number }
  | { do: 'delete'; account: number; cascade: boolean }
  | { do: 'suspend'; account: number; resume: boolean }
  | { do: 'key'; account: number; name: string; value: string }
  | { do: 'activate'; key: number; active: boolean }
  | { do: 'regenerate'; key: number; value: string; overlap: boolean }
  | { do: 'delete key'; key: number }
  | { do: 'block'; account: number; key: number; lift: boolean }
  | { do: 'grant'; account: number; user: number; role: number };

/** What an operation may be refused with (nothing: it must be done), how it is done, and what becomes of the model. */
interface Step {
  readonly refusals: readonly ErrorCode[];
  readonly run: () => Promise<unknown>;
  readonly then: (result: never) => void;
}

describe('the tree and its keys, beside a naive model', () => {
  let installation: TestInstallation;
  let context: Context;
  let passwordHash: string;

  beforeAll(async () => {
    installation = await startTestInstallation();
    context = installation.commandLine;
    passwordHash = await installation.services.passwords.hash('never signs in');
  });

  afterAll(() => installation.close());

  /** One sequence below an account of its own, so that runs do not meet. */
  class Run {
    readonly tree = new NaiveTree();
    private serial = 0;

    /** `levelsAbove`: how many levels of accounts stand above the run's own top; where they are many, depth ends soon. */
    private constructor(
      private readonly mark: string,
      private readonly levelsAbove: number,
      top: string,
    ) {
      this.tree.accounts.push({
        id: top,
        kind: 'VENDOR',
        parent: null,
        status: 'ACTIVE',
        externalId: null,
        domains: [],
      });
    }

    static async begin(deep: boolean): Promise<Run> {
      const levels = deep ? 14 : 1;
      let parentId = bare(installation.rootId);
      for (let level = 0; level < levels; level++) {
        parentId = (await createAccount(context, { parentId, kind: 'VENDOR', name: 'Above' })).account.id;
      }
      return new Run(parentId.slice(-12), levels, parentId);
    }

    private get top(): NaiveAccount {
      return this.tree.accounts[0]!;
    }

    /** Texts that are unique in the installation carry the run's mark. */
    private own(text: string): string {
      return `${this.mark}.${text}`;
    }

    /** Null where the operation has nothing to work on. */
    step(operation: Operation): Step | null {
      const { tree } = this;
      const account = (at: number): NaiveAccount => tree.accounts[at % tree.accounts.length]!;
      const key = 'key' in operation ? tree.keys[operation.key % tree.keys.length] : undefined;
      switch (operation.do) {
        case 'create':
          return this.create(account(operation.in), operation);
        case 'move': {
          const [moved, parent] = [account(operation.account), account(operation.to)];
          if (moved === this.top) return null;
          return {
            refusals: tree.mayMove(moved, parent, this.levelsAbove),
            run: async () =>
              moveAccount(context, { accountId: moved.id, newParentId: parent.id, version: await versionOf(moved.id) }),
            then: () => {
              tree.move(moved, parent);
            },
          };
        }
        case 'delete': {
          const doomed = account(operation.account);
          if (doomed === this.top) return null;
          return {
            refusals: tree.mayDelete(doomed, operation.cascade),
            run: () => deleteAccount(context, { accountId: doomed.id, cascade: operation.cascade }),
            then: () => {
              tree.delete(doomed);
            },
          };
        }
        case 'suspend': {
          const changed = account(operation.account);
          const change = operation.resume ? resumeAccount : suspendAccount;
          return {
            refusals: [],
            run: () => change(context, { accountId: changed.id }),
            then: () => {
              changed.status = operation.resume ? 'ACTIVE' : 'SUSPENDED';
            },
          };
        }
        case 'key':
          return this.createKey(account(operation.account), operation);
        case 'block': {
          if (!key) return null;
          const where = account(operation.account);
          const input = { accountId: where.id, keyId: key.id };
          return {
            refusals: tree.mayBlock(where, key),
            run: () => (operation.lift ? unblockInheritedKey : blockInheritedKey)(context, input),
            then: () => {
              if (operation.lift) tree.unblock(where, key);
              else tree.block(where, key);
            },
          };
        }
        case 'activate':
          return (
            (key && {
              refusals: [],
              run: () => (operation.active ? activateApiKey : deactivateApiKey)(context, { keyId: key.id }),
              then: () => {
                key.active = operation.active;
              },
            }) ??
            null
          );
        case 'regenerate':
          return (
            (key && {
              refusals: tree.mayRegenerate(key, operation.value),
              run: () =>
                regenerateApiKey(context, {
                  keyId: key.id,
                  value: operation.value,
                  overlapSeconds: operation.overlap ? 3600 : 0,
                }),
              then: () => {
                key.values.push(operation.value);
              },
            }) ??
            null
          );
        case 'delete key':
          return (
            (key && {
              refusals: [],
              run: () => deleteApiKey(context, { keyId: key.id }),
              then: () => {
                tree.deleteKey(key);
              },
            }) ??
            null
          );
        case 'grant':
          return this.grant(account(operation.account), account(operation.user), account(operation.role));
      }
    }

    private create(parent: NaiveAccount, operation: Operation & { do: 'create' }): Step {
      const kind = operation.customer ? 'CUSTOMER' : 'VENDOR';
      const unique = {
        externalId: operation.externalId === null ? null : this.own(operation.externalId),
        domains: operation.domains.map((domain) => this.own(domain)),
      };
      return {
        refusals: this.tree.mayCreate(parent, unique, this.levelsAbove),
        // Stamped keys have values of their own and get in nobody's way: their rules are tested elsewhere.
        run: () =>
          createAccount(context, { parentId: parent.id, kind, name: 'Account', stampPredefinedKeys: false, ...unique }),
        then: ({ account: { id } }: { account: Account }) => {
          this.tree.accounts.push({ id, kind, parent, status: 'ACTIVE', ...unique });
        },
      };
    }

    private createKey(account: NaiveAccount, { name, value }: Operation & { do: 'key' }): Step {
      return {
        refusals: this.tree.mayCreateKey(account, name, value),
        run: () => createApiKey(context, { accountId: account.id, name, value }),
        then: ({ apiKey: { id } }: { apiKey: { id: string } }) => {
          this.tree.keys.push({ id, account, name, active: true, values: [value] });
        },
      };
    }

    private grant(account: NaiveAccount, userHome: NaiveAccount, roleHome: NaiveAccount): Step {
      const serial = ++this.serial;
      return {
        refusals: this.tree.mayGrant(account, userHome, roleHome),
        run: async () => {
          const user = await createUserWithHash(
            context,
            { accountId: userHome.id, name: `user ${serial}` },
            passwordHash,
          );
          const role = await createRole(context, { accountId: roleHome.id, name: `role ${serial}`, permissions: [] });
          return grantRole(context, { userId: user.id, roleId: role.id, accountId: account.id });
        },
        then: ({ grant: { id } }: { grant: RoleGrant }) => {
          this.tree.grants.push({ id, account, userHome, roleHome });
        },
      };
    }

    /** As the database has it and as the model has it, in one form. */
    async compare(): Promise<void> {
      const { tree } = this;
      const { manager } = context;
      const top = await manager.findOneByOrFail(Account, { id: this.top.id });
      const { from, to } = subtreeRange(top.path);
      const accounts = await manager
        .createQueryBuilder(Account, 'a')
        .where('a.path >= :from AND a.path < :to', { from, to })
        .getMany();
      const within = { accountId: In(accounts.map((one) => one.id)) };
      const keys = await manager.findBy(ApiKey, within);
      const blocks = await manager.findBy(KeyBlock, within);
      const grants = await manager.findBy(RoleGrant, within);
      const values = await manager.findBy(ApiKeyValue, within);
      const kept = await manager.findBy(AccountDomain, within);

      const pathOf = (one: NaiveAccount): string =>
        top.path +
        this.tree
          .line(one)
          .slice(1)
          .map(({ id }) => `${id}/`)
          .join('');
      expect(
        accounts
          .map(({ id, parentId, kind, status, externalId, path, depth }) => ({
            id,
            parentId,
            kind,
            status,
            externalId,
            path,
            depth,
          }))
          .sort(byId),
      ).toEqual(
        tree.accounts
          .map((one) => ({
            id: one.id,
            parentId: one.parent?.id ?? top.parentId,
            kind: one.kind,
            status: one.status,
            externalId: one.externalId,
            path: pathOf(one),
            depth: this.levelsAbove + tree.line(one).length - 1,
          }))
          .sort(byId),
      );
      expect(kept.map(({ accountId, domain }) => `${domain} ${accountId}`).sort()).toEqual(
        tree.accounts.flatMap((one) => one.domains.map((domain) => `${domain} ${one.id}`)).sort(),
      );
      expect(keys.map(({ id, accountId, name, active }) => ({ id, accountId, name, active })).sort(byId)).toEqual(
        tree.keys.map(({ id, account, name, active }) => ({ id, accountId: account.id, name, active })).sort(byId),
      );
      const { keyValues } = installation.services.secrets;
      expect(
        values.map((row) => `${row.keyId} ${row.valueHash.toString('hex')} ${String(row.isCurrent)}`).sort(),
      ).toEqual(
        tree.keys
          .flatMap((key) =>
            key.values.map(
              (text, at) =>
                `${key.id} ${keyValues.hash(text).toString('hex')} ${at === key.values.length - 1 ? '1' : 'null'}`,
            ),
          )
          .sort(),
      );
      expect(blocks.map(({ accountId, keyId }) => `${accountId} ${keyId}`).sort()).toEqual(
        tree.blocks.map(([account, key]) => `${account.id} ${key.id}`).sort(),
      );
      expect(grants.map(({ id }) => id).sort()).toEqual(tree.grants.map(({ id }) => id).sort());
      await this.compareEffective(accounts);
    }

    private async compareEffective(accounts: readonly Account[]): Promise<void> {
      const lines = await loadLines(
        context,
        accounts.map((one) => one.path),
      );
      const pages = await listEffectiveApiKeys(context, accounts, { first: 100 });
      for (const account of accounts) {
        const naive = this.tree.accounts.find(({ id }) => id === account.id)!;
        expect(effectiveStatusOf(lines.get(account.path) ?? [])).toBe(this.tree.effectiveStatus(naive));
        const page = pages.get(account.id);
        if (!page || page instanceof Error) throw new Error('The account has no effective keys to list.');
        const effective = page.items.map(({ key, definedOn, state, blockedBy }) => ({
          keyId: key.id,
          definedOn: definedOn.id,
          state,
          blockedBy: blockedBy?.id ?? null,
        }));
        const expected = this.tree.effectiveKeys(naive);
        expect(effective.sort(byKeyId)).toEqual(expected.sort(byKeyId));
        expect(await page.totalCount()).toBe(expected.length);
      }
    }
  }

  function byId(one: { id: string }, other: { id: string }): number {
    return one.id < other.id ? -1 : 1;
  }

  function byKeyId(one: { keyId: string }, other: { keyId: string }): number {
    return one.keyId < other.keyId ? -1 : 1;
  }

  async function versionOf(id: string): Promise<number> {
    return (await context.manager.findOneByOrFail(Account, { id })).version;
  }

  async function seq(): Promise<number> {
    return (await context.manager.findOneByOrFail(Installation, { id: 1 })).seq;
  }

  it('agrees with it after any sequence of changes, of which each is done or refused as the rules say', async () => {
    await fc.assert(
      fc.asyncProperty(
        // Without bias: long sequences as often as short ones, which are the ones to shrink to.
        fc.noBias(fc.array(operation, { minLength: 1, maxLength: 60, size: 'max' })),
        fc.boolean(),
        async (operations, deep) => {
          const run = await Run.begin(deep);
          for (const operation of operations) {
            const step = run.step(operation);
            if (!step) continue;
            const before = await seq();
            const outcome = await step.run().then(
              (result) => ({ done: true as const, result }),
              (error: unknown) => ({ done: false as const, error }),
            );
            if (outcome.done) {
              expect([]).toEqual(step.refusals);
              step.then(outcome.result as never);
            } else {
              if (!(outcome.error instanceof KeytreeError)) throw outcome.error;
              expect(step.refusals).toContain(outcome.error.code);
              // Rolled back whole, the number of the change too; of a grant the user and the role stay.
              if (operation.do !== 'grant') expect(await seq()).toBe(before);
              await run.compare();
            }
          }
          await run.compare();
        },
      ),
      { numRuns: 50, interruptAfterTimeLimit: 15_000 },
    );
    const violations: Violation[] = [];
    await checkInstallation(context, { onViolation: (violation) => violations.push(violation) });
    expect(violations).toEqual([]);
  }, 300_000);
});
