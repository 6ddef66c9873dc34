import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../../src/config/config';
import { ConfigurationError } from '../../../src/config/environment-reader';
import { testFolder } from '../../support/test-database';

const SECRET = 'a secret of more than thirty-two characters';
const MYSQL = 'mysql://keytree:hidden-password@db.example/keytree';

describe('the configuration', () => {
  let folder: string;

  beforeEach(() => {
    folder = join(mkdtempSync(join(testFolder(), 'config-')), 'data');
  });

  const load = (environment: NodeJS.ProcessEnv = {}): Config => loadConfig({ KEYTREE_DATA: folder, ...environment });

  function faultsOf(environment: NodeJS.ProcessEnv): readonly string[] {
    try {
      load(environment);
    } catch (error) {
      if (error instanceof ConfigurationError) return error.faults;
      throw error;
    }
    return [];
  }

  it('needs nothing: an embedded database on this machine alone', () => {
    expect(load()).toMatchObject({
      databaseUrl: `sqlite:${folder}/keytree.db`,
      host: '127.0.0.1',
      port: 4000,
      production: false,
      migrateOnStart: true,
      demo: false,
      administrator: { name: 'admin', password: null },
      trustedProxies: [],
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(load({ KEYTREE_PORT: '', KEYTREE_ADMIN_PASSWORD: '', KEYTREE_SECRET: '' })).toMatchObject({
      port: 4000,
      administrator: { password: null },
      secretFile: expect.anything(),
    });
  });

  it('names every fault at once, no secret among them, and makes nothing', () => {
    const faults = faultsOf({
      KEYTREE_DATABASE_URL: 'mysql://keytree:hidden-password@db.example',
      KEYTREE_PORT: '65536',
      KEYTREE_SECRET: 'hidden-secret',
      KEYTREE_PREVIOUS_SECRET: 'hidden-previous',
      KEYTREE_NEW_SECRET: 'hidden-next',
      KEYTREE_ADMIN_PASSWORD: 'hidden',
      KEYTREE_LOG_LEVEL: 'loud',
      KEYTREE_MIGRATE_ON_START: 'yes',
      KEYTREE_DEMO: '1',
      KEYTREE_TRUSTED_PROXIES: '10.0.0.0/8, 172.16.31.200/12, proxy.example',
      KEYTREE_SESSION_ACCESS_SECONDS: '1e3',
      KEYTREE_SESSION_REFRESH_SECONDS: '-1',
      KEYTREE_SESSION_SECONDS: '0',
      NODE_ENV: 'prod',
      KEYTREE_TRUSTED_PROXY: '10.0.0.1',
    });
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual(
      [
        ...['KEYTREE_DATABASE_URL', 'KEYTREE_PORT', 'KEYTREE_SECRET', 'KEYTREE_PREVIOUS_SECRET', 'KEYTREE_NEW_SECRET'],
        ...['KEYTREE_ADMIN_PASSWORD', 'KEYTREE_LOG_LEVEL', 'KEYTREE_MIGRATE_ON_START', 'KEYTREE_DEMO'],
        ...['KEYTREE_TRUSTED_PROXIES', 'KEYTREE_TRUSTED_PROXIES', 'KEYTREE_TRUSTED_PROXY', 'NODE_ENV'],
        ...['KEYTREE_SESSION_ACCESS_SECONDS', 'KEYTREE_SESSION_REFRESH_SECONDS', 'KEYTREE_SESSION_SECONDS'],
      ].sort(),
    );
    expect(faults.join('\n')).not.toContain('hidden');
    expect(existsSync(folder)).toBe(false);
  });

  it('refuses parameters of the database, which would be dropped without a word, one that asks for TLS too', () => {
    for (const parameters of ['?ssl={"rejectUnauthorized":true}', '?ssl-mode=REQUIRED', '#fragment']) {
      const environment = {
        KEYTREE_DATABASE_URL: MYSQL + parameters,
        KEYTREE_SECRET: 'a secret of the test'.repeat(2),
      };
      expect(faultsOf(environment)).toEqual([expect.stringMatching(/^KEYTREE_DATABASE_URL .*no parameters/)]);
    }
  });

  it('leaves alone what Kubernetes and the tests set under its prefix', () => {
    const names = ['KEYTREE_SERVICE_HOST', 'KEYTREE_SERVICE_PORT_HTTP', 'KEYTREE_PORT_4000_TCP', 'KEYTREE_MYSQL_PORT'];
    expect(
      faultsOf(Object.fromEntries([...names, 'KEYTREE_TEST_DATABASE_URL'].map((name) => [name, 'tcp://10.0.0.1']))),
    ).toEqual([]);
  });

  describe('of the secret', () => {
    it('demands it from the environment on MySQL', () => {
      expect(faultsOf({ KEYTREE_DATABASE_URL: MYSQL })).toEqual([expect.stringMatching(/^KEYTREE_SECRET is required/)]);
      const config = load({
        KEYTREE_DATABASE_URL: MYSQL,
        KEYTREE_SECRET: SECRET,
        KEYTREE_PREVIOUS_SECRET: `${SECRET}!`,
      });
      expect(config).toMatchObject({ secrets: [SECRET, `${SECRET}!`], secretFile: null, migrateOnStart: false });
      expect(existsSync(folder)).toBe(false);
    });

    it('makes one for the embedded database, once, for its owner alone', () => {
      const { secrets } = load();
      expect(secrets).toEqual([expect.stringMatching(/^[0-9A-Za-z_-]{43}$/)]);
      expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(load().secrets).toEqual(secrets);
      expect(readdirSync(folder)).toEqual(['secret']);
    });

    it('makes none where the environment gives one', () => {
      expect(load({ KEYTREE_SECRET: SECRET })).toMatchObject({ secrets: [SECRET], secretFile: null });
      expect(existsSync(folder)).toBe(false);
    });

    it('refuses a file that holds none, and makes none beside a database that had one', () => {
      load();
      const file = join(folder, 'secret');
      writeFileSync(file, 'short\n');
      expect(faultsOf({})).toEqual([expect.stringMatching(/secret holds no secret of at least 32 characters/)]);
      expect(readFileSync(file, 'utf8')).toBe('short\n');
      expect(faultsOf({ KEYTREE_DATA: join(folder, 'other'), KEYTREE_DATABASE_URL: `sqlite:${file}` })).toEqual([
        expect.stringMatching(/other\/secret is missing/),
      ]);
      expect(faultsOf({ KEYTREE_DATA: join(file, 'below-a-file') })).toEqual([expect.stringMatching(/^KEYTREE_DATA /)]);
    });
  });
});
