import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Browser, type Page, chromium } from 'playwright-core';
import { newServer } from '../../src/http/server';
import { newSchema } from '../../src/graphql/schema';
import { newLogger } from '../../src/logging/logger';
import { inCi, searchPath } from '../support/environment';
import { testDatabaseKind } from '../support/test-database';
import { ADMIN, startTestInstallation, type TestInstallation } from '../support/test-installation';

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const LIMIT_MS = 20_000;

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
    installation = await startTestInstallation();
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
  }, 60_000);

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
      await lines.click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(text);
      await written.waitFor({ timeout: 2_000 }).catch(() => undefined);
    }
  }

  async function answerTo(run: () => Promise<void>): Promise<{ data: unknown; errors?: unknown }> {
    const [response] = await Promise.all([page.waitForResponse((one) => one.url().endsWith('/graphql')), run()]);
    return (await response.json()) as { data: unknown; errors?: unknown };
  }

  it('signs in, and with the token in the headers runs a query and opens the schema, with no other host', async () => {
    expect(await page.locator('.graphiql-query-editor').innerText()).toMatch(/Keytree/);
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

    const schema = await answerTo(() => page.getByRole('button', { name: /re-fetch graphql schema/i }).click());
    expect(schema.errors).toBeUndefined();
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.locator('.graphiql-doc-explorer', { hasText: 'Mutation' }).waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  it('leaves neither token nor password in the browser, and with the tab it forgets what was written', async () => {
    // Of the same origin, and without what the editor's page does to its own storage.
    const other = await page.context().newPage();
    await other.goto(new URL('/healthz', page.url()).href);
    expect(await other.evaluate(() => Object.entries(localStorage))).toEqual([]);
    const ofTab = await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
    expect(ofTab).not.toContain('kta_');
  });
});

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
