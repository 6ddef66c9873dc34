import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Place } from '../support/keytree-process';

const GENERATED = /^kt_[0-9A-Za-z]{38}$/;

/** What goes to stderr is looked at only where it is not progress, which depends on the machine. */
describe('keytree import, export and check', () => {
  let place: Place;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true' });
    await place.run(['create-admin', 'admin'], { KEYTREE_ADMIN_PASSWORD: 'correct horse battery' });
  });

  afterAll(() => place.remove());

  function file(name: string, content: unknown): string {
    const path = join(place.folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  }

  const tree = {
    format: 'keytree/1',
    accounts: [
      { externalId: 'acme', parent: null, kind: 'VENDOR', name: 'Acme', apiKeys: [{ name: 'Gateway' }] },
      { externalId: 'shop', parent: 'acme', kind: 'CUSTOMER', name: 'Shop' },
    ],
  };

  it('import adds, with generated values in the file of --secrets and nowhere else, and says so', async () => {
    const path = file('tree.json', tree);
    const refused = await place.run(['import', path]);
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.err).toContain('--secrets FILE');

    const secrets = join(place.folder, 'secrets.jsonl');
    const { code, out } = await place.run(['import', path, '--secrets', secrets]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Added: 2 accounts, 1 apiKeys\.\nThe 1 generated value.* in .*secrets\.jsonl/);
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
    const { account, name, value } = JSON.parse(readFileSync(secrets, 'utf8')) as Record<string, string>;
    expect({ account, name }).toEqual({ account: 'acme', name: 'Gateway' });
    expect(value).toMatch(GENERATED);
    expect(out).not.toContain(value);
    expect(await place.run(['import', path])).toMatchObject({ code: 0, out: 'Nothing to do: all of it is there.\n' });
  });

  it('import with faults prints the path and line of each, and exits with 3', async () => {
    const accounts = [{ externalId: 'x', parent: 'nobody', kind: 'SHOP', name: '' }];
    const { code, out, err } = await place.run(['import', file('bad.json', { format: 'keytree/1', accounts })]);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^accounts\[0\]\.kind \(line 1\): It is one of VENDOR, CUSTOMER\. \[UNKNOWN_VALUE\]$/m);
    expect(err).toMatch(/^accounts\[0\]\.name \(line 1\): /m);
    expect(err).toMatch(/^2 faults: nothing was written\.$/m);
  });

  it('import of no file is one clear line', async () => {
    const { code, err } = await place.run(['import', 'no-such.json']);
    expect({ code, err }).toEqual({ code: 1, err: 'There is no file no-such.json.\n' });
  });

  it('export writes a new file for its owner alone, or standard output; the two are the same', async () => {
    const path = join(place.folder, 'export.json');
    expect(await place.run(['export', path])).toMatchObject({ code: 0 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { out } = await place.run(['export']);
    expect(out).toBe(readFileSync(path, 'utf8'));
    expect(JSON.parse(out)).toMatchObject({
      accounts: [{ externalId: 'acme' }, { externalId: 'shop', parent: 'acme' }],
    });
  });

  it('export overwrites nothing, and what it wrote is nothing new to import', async () => {
    const path = join(place.folder, 'export.json');
    const before = readFileSync(path, 'utf8');
    const again = await place.run(['export', path]);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('exists already') as string });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(await place.run(['import', path])).toMatchObject({ code: 0, out: 'Nothing to do: all of it is there.\n' });
  });

  it('export leaves no file where it failed', async () => {
    const path = join(place.folder, 'failed.json');
    const wrong = { KEYTREE_SECRET: 'another secret, which opens none of the data keys' };
    expect(await place.run(['export', path], wrong)).toMatchObject({ code: 1 });
    expect(existsSync(path)).toBe(false);
  });

  it('check says that all is well, or what is not with exit code 3', async () => {
    const { code, out } = await place.run(['check']);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ rows looked at: all is as it must be\.\n$/);
    const empty = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true' });
    try {
      const found = await empty.run(['check']);
      expect(found).toMatchObject({ code: 3 });
      expect(found.out).toMatch(/^the installation: no enabled user.*\n\d+ rows looked at, 1 violation\.\n$/);
    } finally {
      await empty.remove();
    }
  });
});
