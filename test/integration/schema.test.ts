import { Database } from '../../src/database/database';
import { migrate, schemaState } from '../../src/database/migrate';
import { Account } from '../../src/entities/account';
import { insertAll } from '../../src/database/insert';
import { newId } from '../../src/application/new-id';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

/** What the database itself refuses, whatever the code above it does. */
describe('the schema', () => {
  let place: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    place = await createTestDatabase();
    database = await Database.open({ url: place.url });
  });

  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  const root = account({ rootSlot: 1 });

  function account(values: Partial<Account>): Account {
    const id = newId();
    const now = new Date('2026-01-01T00:00:00.123Z');
    return Object.assign(new Account(), {
      id,
      kind: 'VENDOR',
      parentId: null,
      parentKind: null,
      rootSlot: null,
      path: `${id}/`,
      depth: 0,
      name: 'An account',
      nameKey: 'an account',
      status: 'ACTIVE',
      externalId: null,
      userAccessTokenSeconds: null,
      deviceAccessTokenSeconds: null,
      refreshTokenSeconds: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
      ...values,
    });
  }

  function insert(...accounts: Account[]): Promise<void> {
    return database.transaction((manager) => insertAll(manager, Account, accounts));
  }

  it('is migrated once, also by two that start at once', async () => {
    const pending = (await schemaState(database.writer)).pending;
    const first = migrate(database.writer);
    // SQLite's driver waits for a lock without giving way to the rest of its process: there one comes after the other.
    if (place.kind === 'sqlite') await first;
    const other = await Database.open({ url: place.url });
    const done = await Promise.all([first, migrate(other.writer)]);
    await other.close();
    expect(done.flat().sort()).toEqual([...pending].sort());
    expect(await schemaState(database.writer)).toEqual({ pending: [], unknown: [] });
  });

  it('keeps instants to the millisecond and names beyond the BMP', async () => {
    await insert(Object.assign(root, { name: 'Root 🌳' }));
    const read = await database.read.findOneByOrFail(Account, { id: root.id });
    expect(read).toEqual(root);
  });

  it.each<[string, () => Account]>([
    ['a second root', () => account({ rootSlot: 1 })],
    ['an orphan', () => account({ parentId: newId(), parentKind: 'VENDOR', depth: 1 })],
    ['an account with neither parent nor root slot', () => account({})],
    ['a root that is a customer', () => account({ rootSlot: 1, kind: 'CUSTOMER' })],
    ['a root with a parent', () => account({ rootSlot: 1, parentId: root.id, parentKind: 'VENDOR' })],
    ['depth 17', () => account({ parentId: root.id, parentKind: 'VENDOR', depth: 17 })],
  ])('refuses %s', async (_what, make) => {
    await expect(insert(make())).rejects.toThrow(/constraint|CHECK|Duplicate|foreign key/i);
  });

  it('refuses a child of a customer, whatever the child says of it', async () => {
    const customer = account({ kind: 'CUSTOMER', parentId: root.id, parentKind: 'VENDOR', depth: 1 });
    await insert(customer);
    for (const parentKind of ['VENDOR', 'CUSTOMER', null]) {
      const child = account({ parentId: customer.id, parentKind: parentKind as 'VENDOR', depth: 2 });
      await expect(insert(child)).rejects.toThrow(/constraint|CHECK|foreign key/i);
    }
  });

  it('takes an externalId twice where a byte differs, and not where none does', async () => {
    const below = { parentId: root.id, parentKind: 'VENDOR', depth: 1 } as const;
    await insert(
      account({ ...below, externalId: 'a' }),
      account({ ...below, externalId: 'A' }),
      account({ ...below, externalId: 'a ' }),
    );
    await expect(insert(account({ ...below, externalId: 'a' }))).rejects.toThrow(/UNIQUE|Duplicate/);
  });

  it('rolls a transaction back whole, and lets others go on meanwhile', async () => {
    const before = await database.read.count(Account);
    const below = { parentId: root.id, parentKind: 'VENDOR', depth: 1 } as const;
    const failing = database.transaction(async (manager) => {
      await insertAll(manager, Account, [account(below)]);
      throw new Error('on purpose');
    });
    const passing = insert(account(below));
    await expect(failing).rejects.toThrow('on purpose');
    await passing;
    expect(await database.read.count(Account)).toBe(before + 1);
  });
});
