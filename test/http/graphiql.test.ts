import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Browser, type Page, type Response, chromium } from 'playwright-core';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { newServer } from '../../src/http/server';
import { newSchema } from '../../src/graphql/schema';
import { newLogger } from '../../src/logging/logger';
import { NO_RECORDER } from '../../src/verification/recorder';
import { inCi, searchPath } from '../support/environment';
import type { Data } from '../support/graphql-client';
import { OAuthClient } from '../support/oauth-client';
import { bare, People } from '../support/people';
import { testDatabaseKind } from '../support/test-database';
import { ADMIN, startTestInstallation, type TestInstallation } from '../support/test-installation';

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const LIMIT_MS = 20_000;
const ROOT = join(__dirname, '../..');
/** In the documentation. */
const EXAMPLE_CODE = 'WDJB-MJHT';

const browserBinary = find('chromium') ?? find('chromium-browser') ?? find('google-chrome');
// It shows nothing of the database: once is enough.
const isTested = testDatabaseKind === 'sqlite' && browserBinary !== null;

if (testDatabaseKind === 'sqlite' && browserBinary === null) {
  it('GraphiQL in a browser is NOT TESTED: there is no Chromium; `apt-get install chromium` brings it', () => {
    expect(inCi).toBe(false);
  });
}

(isTested ? describe : describe.skip)('GraphiQL in a browser', () => {
  let installation: TestInstallation;
  let server: FastifyInstance;
  let browser: Browser;
  let page: Page;
  /** What a browser may not meet here. */
  const complaints: string[] = [];

  beforeAll(async () => {
    installation = await startTestInstallation({ recorder: NO_RECORDER });
    server = await newServer({
      schema: await newSchema(),
      services: installation.services,
      logger: newLogger('silent'),
      production: true,
      trustedProxies: [],
      readiness: { stopping: false },
    });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await chromium.launch({ executablePath: browserBinary!, args: FLAGS });
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(LIMIT_MS);
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) complaints.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${url}/graphiql`);
    await page.locator('.graphiql-query-editor .view-lines').waitFor();
  }, 600_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
    await installation.close();
  });

  /** The editor's text, as a person selects all and pastes; once more where the editor was not ready for it. */
  async function write(editor: string, text: string): Promise<void> {
    const lines = page.locator(`${editor} .view-lines`);
    const written = lines.filter({ hasText: text.slice(0, 15) });
    for (let tries = 0; tries < 5 && (await written.count()) === 0; tries++) {
      // Within what is seen: a long line is wider.
      await page
        .locator(`${editor} .monaco-editor`)
        .first()
        .click({ position: { x: 100, y: 12 } });
      await page.keyboard.press('ControlOrMeta+A');
      // Written over a selection, a brace would go around it.
      await page.keyboard.press('Delete');
      await page.keyboard.insertText(text);
      await written.waitFor({ timeout: 2_000 }).catch(() => undefined);
    }
  }

  /** GraphiQL asks for the schema also by itself: what is run is told from that. */
  async function answerTo(
    run: () => Promise<void>,
    { schema = false } = {},
  ): Promise<{ data: unknown; errors?: unknown }> {
    const isAnswer = (one: Response): boolean =>
      one.url().endsWith('/graphql') && (one.request().postData() ?? '').includes('__schema') === schema;
    const [response] = await Promise.all([page.waitForResponse(isAnswer), run()]);
    return (await response.json()) as { data: unknown; errors?: unknown };
  }

  it('signs in, and with the token in the headers runs a query and opens the schema, with no other host', async () => {
    await page.locator('.graphiql-query-editor', { hasText: 'Keytree' }).waitFor();
    await write(
      '.graphiql-query-editor',
      `mutation { signIn(input: { name: "${ADMIN.name}", password: "${ADMIN.password}" }) { ... on SignInSuccess { accessToken } } }`,
    );
    const run = page.getByRole('button', { name: /execute query/i });
    const signedIn = (await answerTo(() => run.click())).data as { signIn: { accessToken: string } };

    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await write(
      '.graphiql-editor-tool .graphiql-editor:not(.hidden)',
      JSON.stringify({ Authorization: `Bearer ${signedIn.signIn.accessToken}` }),
    );
    await write('.graphiql-query-editor', 'query { viewer { user { name } account { name } } }');
    const looked = await answerTo(() => run.click());
    expect(looked).toEqual({ data: { viewer: { user: { name: ADMIN.name }, account: { name: 'Root' } } } });
    await page.locator('.result-window', { hasText: '"Root"' }).waitFor();

    const refetch = page.getByRole('button', { name: /re-fetch graphql schema/i });
    const schema = await answerTo(() => refetch.click(), { schema: true });
    expect(schema.errors).toBeUndefined();
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.locator('.graphiql-doc-explorer', { hasText: 'Mutation' }).waitFor();
    expect(complaints).toEqual([]);
  }, 600_000);

  it('confirms a device that waits, by the operations of docs/devices.md and the code that it shows', async () => {
    const people = new People(installation);
    const accountId = await people.customer(installation.rootId, 'Bakery');
    const client = { client_id: 'printer-4711', client_secret: 'device-key-51c7e0d94ab83f26' };
    const key = { accountId: bare(accountId), name: 'Devices', value: client.client_secret };
    await createApiKey(installation.commandLine, key);
    const oauth = new OAuthClient(installation.server);
    const { device_code: code, user_code: userCode } = (await oauth.register(client)).body;
    const poll = async (): Promise<string> => {
      const { body } = await oauth.token({ ...client, grant_type: 'device_code', device_code: code });
      return body.error ?? body.token_type;
    };
    const [waiting = '', trust = ''] = operationsOf('docs/devices.md');
    expect(await poll()).toBe('authorization_pending');

    const runWith = async (operation: string, variables: object): Promise<Data> => {
      // On one line: the editor would indent each further.
      await write('.graphiql-query-editor', operation.replaceAll(/\s+/g, ' '));
      await page.getByRole('button', { name: 'Variables', exact: true }).click();
      await write('.graphiql-editor-tool .graphiql-editor:not(.hidden)', JSON.stringify(variables));
      return (await answerTo(() => page.getByRole('button', { name: /execute query/i }).click())).data;
    };
    const { account } = await runWith(waiting, { account: accountId });
    const [endpoint] = account.endpoints.nodes;
    expect([account.pendingEndpointCount, endpoint.clientId, endpoint.waitingRegistrations]).toEqual([
      1,
      client.client_id,
      [expect.objectContaining({ userCode })],
    ]);
    const trusted = await runWith(trust.replace(EXAMPLE_CODE, userCode), { endpoint: endpoint.id });
    expect(trusted.trustEndpoint.endpoint).toEqual({ status: 'TRUSTED' });
    expect(await poll()).toBe('Bearer');
  }, 600_000);

  it('leaves neither token nor password in the browser, and with the tab it forgets what was written', async () => {
    // Of the same origin, and without what the editor's page does to its own storage.
    const other = await page.context().newPage();
    await other.goto(new URL('/healthz', page.url()).href);
    expect(await other.evaluate(() => Object.entries(localStorage))).toEqual([]);
    const ofTab = await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
    expect(ofTab).not.toContain('kta_');
  });
});

/** The operations of the page's first GraphQL block. */
function operationsOf(page: string): string[] {
  const [, block = ''] = /^```graphql\n([\s\S]*?)^```$/m.exec(readFileSync(join(ROOT, page), 'utf8')) ?? [];
  return block.split(/\n(?=mutation )/);
}

function find(name: string): string | null {
  for (const folder of searchPath.split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not there.
    }
  }
  return null;
}
