import { existsSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testDatabaseKind } from '../support/test-database';
import { Place } from '../support/keytree-process';

const PASSWORD = 'four words that nobody says';
const NEXT = 'the secret that comes next, long enough';

describe('keytree rotate-secret', () => {
  let place: Place;
  let token: string | null;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_ADMIN_PASSWORD: PASSWORD, KEYTREE_MIGRATE_ON_START: 'true' });
    const service = await place.serve();
    token = await service.signIn('admin', PASSWORD);
    await service.stop();
  });

  afterAll(() => place.remove());

  /** Starts the service, sees that the data keys are the same as ever, and stops it. */
  async function opens(environment: Record<string, string> = {}): Promise<void> {
    const service = await place.serve([], environment);
    const { body } = await service.graphql('{ viewer { user { name } } }', {}, token);
    expect(body).toEqual({ data: { viewer: { user: { name: 'admin' } } } });
    await service.stop();
  }

  if (testDatabaseKind === 'mysql') {
    it('takes the next secret from the environment alone', async () => {
      const { code, err } = await place.run(['rotate-secret']);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('KEYTREE_NEW_SECRET is required') });
      await opens();
    });

    it('wraps the data keys anew while instances run, and the old secret may stand beside', async () => {
      const old = place.environment.KEYTREE_SECRET!;
      const service = await place.serve();
      // An instance that has the new secret before the rotation.
      await opens({ KEYTREE_SECRET: NEXT, KEYTREE_PREVIOUS_SECRET: old });
      const { code, out } = await place.run(['rotate-secret'], { KEYTREE_NEW_SECRET: NEXT });
      expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^3 data keys/) });
      expect(out).not.toContain(NEXT);
      expect(await service.signIn('admin', PASSWORD)).toMatch(/^kta_/);
      await service.stop();

      expect(await place.run(['serve'])).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^The server secret does not open the data keys/),
      });
      await opens({ KEYTREE_SECRET: NEXT });
      await opens({ KEYTREE_SECRET: NEXT, KEYTREE_PREVIOUS_SECRET: old });
    });
    return;
  }

  const file = (name: string): string => join(place.folder, 'data', name);
  const read = (name: string): string | null => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : null);

  it('puts a new secret into the data folder, keeps the old one, and the service goes on', async () => {
    const before = read('secret');
    const service = await place.serve();
    expect(await place.run(['rotate-secret'])).toMatchObject({ code: 0, err: '' });
    expect(read('secret')).not.toBe(before);
    expect(read('secret.previous')).toBe(before);
    expect(read('secret.next')).toBeNull();
    for (const name of ['secret', 'secret.previous']) expect(statSync(file(name)).mode & 0o777).toBe(0o600);
    expect(await service.signIn('admin', PASSWORD)).toMatch(/^kta_/);
    await service.stop();
    await opens();
    // The old one alone opens nothing any more.
    expect(await place.run(['serve'], { KEYTREE_SECRET: before!.trim() })).toMatchObject({ code: 1 });
  });

  it('that was cut off before the database was wrapped is begun again', async () => {
    const before = read('secret');
    writeFileSync(file('secret.next'), `${NEXT}\n`, { mode: 0o600 });
    await opens();
    expect(read('secret')).toBe(before);
    expect(await place.run(['rotate-secret'])).toMatchObject({ code: 0 });
    expect(read('secret.next')).toBeNull();
    await opens();
  });

  it('that was cut off after the database was wrapped is finished at the next start', async () => {
    const before = read('secret')!;
    expect(await place.run(['rotate-secret'])).toMatchObject({ code: 0 });
    const after = read('secret')!;
    // As the disk is where the process ended between the two.
    writeFileSync(file('secret.next'), after);
    writeFileSync(file('secret'), before);
    rmSync(file('secret.previous'));
    await opens();
    expect([read('secret'), read('secret.next'), read('secret.previous')]).toEqual([after, null, before]);
  });

  it.each(['secret.next', 'secret.previous', 'secret'])(
    'killed when %s appears leaves an installation that opens',
    async (name) => {
      const { process: rotation, done } = place.spawn(['rotate-secret']);
      const watcher = watch(join(place.folder, 'data'), (_event, changed) => {
        if (changed === name) rotation.kill('SIGKILL');
      });
      await done;
      watcher.close();
      await opens();
      expect(await place.run(['rotate-secret'])).toMatchObject({ code: 0 });
      await opens();
    },
  );
});
