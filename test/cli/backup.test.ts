import { copyFileSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testDatabaseKind } from '../support/test-database';
import { Place } from '../support/keytree-process';

const PASSWORD = 'four words that nobody says';

describe('keytree backup and restore', () => {
  let place: Place;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_ADMIN_PASSWORD: PASSWORD, KEYTREE_MIGRATE_ON_START: 'true' });
  });

  afterAll(() => place.remove());

  if (testDatabaseKind === 'mysql') {
    it('say how MySQL does it, and give a restored database its new epoch', async () => {
      for (const words of [
        ['backup', 'file'],
        ['restore', 'file'],
      ]) {
        const { code, err } = await place.run(words);
        expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/mysqldump .*restore --new-epoch/) });
      }
      const epochs = [await place.run(['restore', '--new-epoch']), await place.run(['restore', '--new-epoch'])];
      expect(new Set(epochs.map(epochOf)).size).toBe(2);
    });
    return;
  }

  const file = (name: string): string => join(place.folder, name);

  it('copy the database while the service runs, and bring it back with a new epoch', async () => {
    const service = await place.serve();
    expect(await place.run(['backup', file('backup.db')])).toMatchObject({
      code: 0,
      out: expect.stringContaining('secret'),
    });
    expect(statSync(file('backup.db')).mode & 0o777).toBe(0o600);
    // The database too, wherever it lies, with what SQLite keeps beside it.
    for (const end of ['', '-wal', '-shm']) {
      expect(statSync(`${place.databaseFile!}${end}`).mode & 0o777).toBe(0o600);
    }
    await addUser('later');

    const inUse = await place.run(['restore', file('backup.db')]);
    expect(inUse).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/in use: stop the service/) });
    expect(await service.signIn('later', PASSWORD)).toMatch(/^kta_/);
    await service.stop();

    const restored = await place.run(['restore', file('backup.db')]);
    expect(restored).toMatchObject({ code: 0, err: '' });
    const again = await place.run(['restore', file('backup.db')]);
    expect(epochOf(again)).not.toBe(epochOf(restored));

    const after = await place.serve();
    expect(await after.signIn('later', PASSWORD)).toBeNull();
    expect(await after.signIn('admin', PASSWORD)).toMatch(/^kta_/);
    await after.stop();
  });

  it('keep what stood there before, whole', async () => {
    await addUser('kept');
    const { out } = await place.run(['restore', file('backup.db')]);
    const kept = /kept as (\S+)\.\n/.exec(out)![1]!;
    const service = await place.serve([], { KEYTREE_DATABASE_URL: `sqlite:${kept}` });
    expect(await service.signIn('kept', PASSWORD)).toMatch(/^kta_/);
    await service.stop();
  });

  it('overwrite nothing', async () => {
    const { code, err } = await place.run(['backup', file('backup.db')]);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('exists already') });
    const nowhere = await place.run(['backup', file('no-folder/backup.db')]);
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringMatching(/^\S+ cannot be written: .*\n$/) });
  });

  it('refuse a backup that cannot be used, before anything is replaced', async () => {
    const before = readFileSync(place.databaseFile!);
    writeFileSync(file('text.db'), 'not a database');
    copyFileSync(file('backup.db'), file('damaged.db'));
    const damaged = readFileSync(file('damaged.db'));
    writeFileSync(file('damaged.db'), damaged.fill(0xa5, damaged.length / 2, damaged.length / 2 + 8192));
    const stranger = await Place.make({ KEYTREE_ADMIN_PASSWORD: PASSWORD });
    await (await stranger.serve()).stop();
    await stranger.run(['backup', file('stranger.db')]);
    await stranger.remove();

    for (const [name, reason] of [
      ['missing.db', /There is no file/],
      ['text.db', /is no backup of a Keytree database/],
      ['damaged.db', /is damaged|is no backup/],
      ['stranger.db', /The server secret does not open .*Nothing was replaced/],
    ] as const) {
      const { code, out, err } = await place.run(['restore', file(name)]);
      expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringMatching(reason) });
    }
    expect(readFileSync(place.databaseFile!)).toEqual(before);
    expect(readdirSync(join(place.databaseFile!, '..')).filter((name) => name.includes('.restoring'))).toEqual([]);
  });

  it('bring a lost installation back on a new machine, from the backup and the secret', async () => {
    const machine = await Place.make();
    const words = ['restore', file('backup.db')];
    expect(await machine.run(words)).toMatchObject({ code: 1, err: expect.stringContaining('does not open') });
    copyFileSync(join(place.folder, 'data/secret'), join(machine.folder, 'data/secret'));
    expect(await machine.run(words)).toMatchObject({ code: 0 });
    const service = await machine.serve();
    expect(await service.signIn('admin', PASSWORD)).toMatch(/^kta_/);
    await service.stop();
    await machine.remove();
  });

  it('do not make a new secret beside a database that has lost its own', async () => {
    const lost = await Place.make();
    copyFileSync(file('backup.db'), lost.databaseFile!);
    const { code, err } = await lost.run(['serve']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/secret is missing.*from your backup/) });
    expect(existsSync(join(lost.folder, 'data/secret'))).toBe(false);
    await lost.remove();
  });

  async function addUser(name: string): Promise<void> {
    expect(await place.run(['create-admin', name])).toMatchObject({ code: 0 });
  }
});

function epochOf({ out }: { out: string }): string {
  return /new epoch, ([0-9a-f]{32}):/.exec(out)![1]!;
}
