import { loadConfig } from '../../../src/config/config';
import { Place } from '../../support/keytree-process';

const COMMANDS = [
  ...['serve', 'migrate', 'import', 'export', 'check', 'backup', 'restore', 'rotate-secret'],
  ...['create-admin', 'reset-password', 'create-gateway', 'print-schema', 'print-openapi'],
];

describe('the words of the command line', () => {
  let place: Place;

  beforeAll(async () => {
    // Whatever looks at the configuration fails.
    place = await Place.make({ KEYTREE_DATABASE_URL: 'not to be looked at' });
  });

  afterAll(() => place.remove());

  it('are described with the exit codes, and every variable of the environment', async () => {
    const { code, out, err } = await place.run(['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    expect(out).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}3 /);
    for (const variable of variablesRead()) expect(out).toContain(variable);
  });

  it('--help describes each command and touches nothing', async () => {
    const helped = await Promise.all(COMMANDS.map((command) => place.run([command, '--help'])));
    for (const [index, { code, out, err }] of helped.entries()) {
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(new RegExp(`^Usage: keytree ${COMMANDS[index]!}\\b[^\n]*\n\n\\S`));
    }
  });

  it.each([
    [[], 'Usage: keytree'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['create-admin'], "missing required argument 'name'"],
    [['migrate', '--fast'], "unknown option '--fast'"],
  ])('%j is a fault of the words, with exit code 2', async (words, said) => {
    const { code, out, err } = await place.run(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });

  it('print-schema prints the schema alone', async () => {
    const { code, out, err } = await place.run(['print-schema']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^type Mutation \{$/m);
  });

  it('print-openapi prints the description alone', async () => {
    const { code, out, err } = await place.run(['print-openapi']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ openapi: '3.1.1' });
  });
});

/** What the configuration is made of. */
function variablesRead(): ReadonlySet<string> {
  const read = new Set<string>();
  const environment: Record<string, string> = { KEYTREE_SECRET: 'a-value-of-more-than-thirty-two-characters' };
  const watched = new Proxy(environment, {
    get: (target, name: string) => {
      read.add(name);
      return target[name];
    },
  });
  loadConfig(watched);
  expect(read).toContain('KEYTREE_PORT');
  return read;
}
