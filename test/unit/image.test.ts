import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config';

const ROOT = join(__dirname, '../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

/** As far as it can be tried without an engine that builds it. */
describe('the image and its compose file', () => {
  const instructions = read('Dockerfile')
    .split('\n')
    .map((line) => line.split(/\s+/));
  const ignored = read('.dockerignore').split('\n');

  it('copies only what there is, and what the build may see', () => {
    const copied = instructions
      .filter(([name, from]) => name === 'COPY' && !from?.startsWith('--from'))
      .flatMap((words) => words.slice(1, -1));
    expect(copied).toEqual(expect.arrayContaining(['src', 'schema', 'console']));
    for (const source of copied) {
      expect({ source, there: existsSync(join(ROOT, source)) }).toEqual({ source, there: true });
      expect(ignored).not.toContain(source);
    }
    expect(ignored).toEqual(expect.arrayContaining(['.env', 'data', 'node_modules', 'console/node_modules']));
  });

  it('has everything that its build and its command need', () => {
    const { scripts, bin } = JSON.parse(read('package.json')) as {
      scripts: { build: string };
      bin: { keytree: string };
    };
    expect(scripts.build).toContain('tsc -p tsconfig.build.json');
    const lines = instructions.map((words) => words.join(' '));
    // npm ci refuses a lock file that has a workspace which is not there.
    expect(lines.indexOf('COPY console/package.json console/')).toBeLessThan(lines.indexOf('RUN npm ci'));
    expect(lines).toContain('COPY console/package.json console/');
    for (const made of ['dist', 'console/dist']) expect(lines).toContain(`COPY --from=build /keytree/${made} ${made}`);
    expect(instructions).toContainEqual(['CMD', '["node",', `"${bin.keytree}",`, '"serve"]']);
  });

  it('runs as an ordinary user', () => {
    const lastUser = instructions.filter(([name]) => name === 'USER').at(-1);
    expect(lastUser).toEqual(['USER', 'node']);
  });

  it('is given a configuration that it takes', () => {
    const compose = read('docker-compose.yml');
    const given = [...compose.matchAll(/^ +(KEYTREE_\w+): ["']?(.*?)["']?$/gm)].map(([, name, value]) => [
      name!,
      value!.replaceAll(/\$\{\w+:\?[^}]*\}/g, 'a-value-of-more-than-thirty-two-characters'),
    ]);
    const image = [...read('Dockerfile').matchAll(/\b(KEYTREE_\w+|NODE_ENV)=(\S+)/g)].map(([, name, value]) => [
      name!,
      value!,
    ]);
    const environment = Object.fromEntries([...image, ...given]) as Record<string, string>;
    expect(loadConfig(environment)).toMatchObject({
      databaseUrl: expect.stringMatching(/^mysql:.*@mysql:3306\/keytree$/),
      host: '0.0.0.0',
      production: true,
      migrateOnStart: true,
      secretFile: null,
    });
  });
});
