import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, testFolder, type TestDatabase } from './test-database';

const ROOT = join(__dirname, '../..');
const RUN = ['--require', join(__dirname, 'run-typescript.cjs'), join(ROOT, 'src/main.ts')];

// A start takes a second, and several on a machine that is busy with other suites take many.
jest.setTimeout(300_000);

export type Environment = Readonly<Record<string, string>>;

export interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A place on the machine where an operator keeps an installation: a data folder, a database, the environment. */
export class Place {
  readonly folder = mkdtempSync(join(testFolder(), 'place-'));
  /** The embedded database; null on MySQL. */
  readonly databaseFile: string | null;
  private readonly started = new Set<ChildProcess>();

  private constructor(
    readonly database: TestDatabase,
    public environment: Environment,
  ) {
    this.databaseFile = database.kind === 'sqlite' ? database.url.slice('sqlite:'.length) : null;
  }

  /** Nothing is there yet. On MySQL with a secret in the environment, on SQLite it makes its own. */
  static async make(further: Environment = {}): Promise<Place> {
    const database = await createTestDatabase();
    const secret = database.kind === 'mysql' ? { KEYTREE_SECRET: 'the server secret of a test, long enough' } : {};
    return new Place(database, { KEYTREE_DATABASE_URL: database.url, KEYTREE_PORT: '0', ...secret, ...further });
  }

  /** Runs one command to its end. */
  async run(words: readonly string[], further: Environment = {}): Promise<Done> {
    const { done } = this.spawn(words, further);
    return done;
  }

  /** Starts `serve`; the promise is kept when it is ready, and broken when it ends before. */
  async serve(words: readonly string[] = [], further: Environment = {}): Promise<Service> {
    const spawned = this.spawn(['serve', ...words], further);
    const service = new Service(spawned.process, spawned.done, () => spawned.output.out);
    await service.ready;
    return service;
  }

  /** A command that the test itself follows, or ends. */
  spawn(
    words: readonly string[],
    further: Environment = {},
  ): { process: ChildProcess; done: Promise<Done>; output: { out: string; err: string } } {
    const child = spawn(process.execPath, [...RUN, ...words], {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        KEYTREE_TEST_FOLDER: testFolder(),
        KEYTREE_DATA: join(this.folder, 'data'),
        ...this.environment,
        ...further,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.started.add(child);
    const output = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
    const done = new Promise<Done>((resolve) => {
      child.once('close', (code) => {
        this.started.delete(child);
        resolve({ code, ...output });
      });
    });
    return { process: child, done, output };
  }

  /** Ends what a failed test has left running, and removes the database. */
  async remove(): Promise<void> {
    for (const child of this.started) {
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await closed;
    }
    await this.database.drop();
  }
}

/** A process of `keytree serve`. */
export class Service {
  /** `http://host:port`. */
  readonly ready: Promise<string>;
  private url = '';

  constructor(
    private readonly child: ChildProcess,
    readonly done: Promise<Done>,
    private readonly printed: () => string,
  ) {
    this.ready = new Promise((resolve, reject) => {
      child.stdout?.on('data', () => {
        const url = /GraphiQL: +(http\S+)\/graphiql/.exec(this.printed())?.[1];
        if (url === undefined) return;
        this.url = url;
        resolve(url);
      });
      void done.then(({ code, out, err }) => reject(new Error(`serve ended with ${String(code)}:\n${out}${err}`)));
    });
  }

  get out(): string {
    return this.printed();
  }

  get address(): string {
    return this.url;
  }

  async graphql(
    query: string,
    variables: object = {},
    token: string | null = null,
  ): Promise<{ status: number; body: { data?: unknown; errors?: unknown } }> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, body: (await response.json()) as { data?: unknown; errors?: unknown } };
  }

  /** The access token, or null where the name or password is not right. */
  async signIn(name: string, password: string): Promise<string | null> {
    const { body } = await this.graphql(
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { accessToken } } }',
      { input: { name, password } },
    );
    return (body.data as { signIn: { accessToken?: string } }).signIn.accessToken ?? null;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Told to stop, as a service manager does. */
  stop(): Promise<Done> {
    this.signal('SIGTERM');
    return this.done;
  }
}
