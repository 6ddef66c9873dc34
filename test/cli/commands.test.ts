import { Place } from '../support/keytree-process';
import { DataSource } from 'typeorm';

describe('keytree migrate', () => {
  let place: Place;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'false' });
  });

  afterAll(() => place.remove());

  it('is what serve asks for where it may not migrate by itself', async () => {
    const { code, out, err } = await place.run(['serve']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^The database lacks the migrations \S+.*`node bin\/keytree\.js migrate`/);
  });

  it('brings the schema up to date, once', async () => {
    const both = await Promise.all([place.run(['migrate']), place.run(['migrate'])]);
    expect(both.map(({ code, err }) => ({ code, err }))).toEqual([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
    expect(both.map(({ out }) => out.split(' ')[0]).sort()).toEqual(['Migrated:', 'Nothing']);
    expect(await place.run(['migrate'])).toMatchObject({ code: 0, out: expect.stringContaining('Nothing to do') });
    const service = await place.serve();
    expect(await service.stop()).toMatchObject({ code: 0 });
  });

  it('refuses what a newer version has migrated, and so does everything else', async () => {
    await sql(place, "INSERT INTO keytree_migration (timestamp, name) VALUES (9999999999999, 'FromTheFuture')");
    for (const words of [['migrate'], ['serve'], ['create-admin', 'ann']]) {
      const { code, out, err } = await place.run(words);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^The database was migrated by a newer Keytree \(FromTheFuture\): start that version/);
    }
  });
});

describe('create-admin and reset-password', () => {
  let place: Place;
  const shown = /shown this once: (\S+)\n$/;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true' });
  });

  afterAll(() => place.remove());

  it('make the first administrator of an empty database, whom serve then leaves alone', async () => {
    const { code, out, err } = await place.run(['create-admin', 'ann']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const password = shown.exec(out)![1]!;
    const service = await place.serve();
    expect(service.out).not.toContain('Password');
    expect(await service.signIn('ann', password)).toMatch(/^kta_/);
    expect(await service.signIn('admin', password)).toBeNull();
    await service.stop();
  });

  it('take the password from the environment, and then do not show it', async () => {
    const password = 'four words that nobody says';
    const made = await place.run(['create-admin', 'bob'], { KEYTREE_ADMIN_PASSWORD: password });
    expect(made).toEqual({ code: 0, out: 'Done.\n', err: '' });
    const service = await place.serve();
    expect(await service.signIn('bob', password)).toMatch(/^kta_/);
    await service.stop();
  });

  it('set a new password and end the sessions, in a service that runs', async () => {
    const service = await place.serve();
    const before = 'four words that nobody says';
    const token = await service.signIn('bob', before);
    const { code, out } = await place.run(['reset-password', 'Bob']);
    expect(code).toBe(0);
    expect(await service.signIn('bob', before)).toBeNull();
    expect(await service.signIn('bob', shown.exec(out)![1]!)).toMatch(/^kta_/);
    const { body } = await service.graphql('{ viewer { user { name } } }', {}, token);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    await service.stop();
  });

  it.each([
    [['create-admin', 'ann'], /taken|exists|already/i],
    [['reset-password', 'nobody'], /no user of this name/],
    [['reset-password', 'bob', '--account', 'nowhere'], /no such account/],
    [['create-admin', ' '], /^name: /],
  ])('%j is refused in one line', async (words, said) => {
    const { code, out, err } = await place.run(words);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(said);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

/** A statement of the test's own, on the database of the place. */
async function sql(place: Place, statement: string): Promise<void> {
  const { kind, url } = place.database;
  const source = new DataSource(
    kind === 'sqlite' ? { type: 'better-sqlite3', database: place.databaseFile! } : { type: 'mysql', url },
  );
  await source.initialize();
  try {
    await source.query(statement);
  } finally {
    await source.destroy();
  }
}
