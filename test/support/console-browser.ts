import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { newContext } from '../../src/application/context';
import { setUp } from '../../src/application/installation/set-up';
import { rotateSigningKeys } from '../../src/application/tokens/signing-keys';
import { createAdministrator } from '../../src/application/users/create-administrator';
import { withConsoleOperations } from '../../src/config/operation-manifest';
import { newSchema } from '../../src/graphql/schema';
import { CONSOLE_FOLDER } from '../../src/http/console';
import { newServer } from '../../src/http/server';
import { openInstallation } from '../../src/installation';
import { startInstance } from '../../src/instance';
import { newLogger } from '../../src/logging/logger';
import { findProgram, inCi } from './environment';
import { requireNoSecrets } from './require-no-secrets';
import { holdPort } from './running-installation';
import { createTestDatabase, testDatabaseKind, testFolder } from './test-database';
import { ADMIN, testConfig, type TestInstallation } from './test-installation';

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** For one step of a person's; a machine that is busy with other suites takes its time. */
const LIMIT_MS = 60_000;
const browserBinary = ['chromium', 'chromium-browser', 'google-chrome'].map(findProgram).find((one) => one !== null);

export interface ConsoleWorld extends TestInstallation {
  /** Where it listens: console, GraphQL and `/v1/verify`. */
  readonly url: string;
  readonly browser: Browser;
  /** A window of a browser that knows nothing yet. What a page may not do makes `close` fail. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
}

/**
 * The suites of the console, where there is a Chromium, which CI has. The page knows nothing of the database below the
 * API, so most of them run on SQLite alone: `onBoth` for those that go through all of it.
 */
export function describeConsole(name: string, suite: () => void, { onBoth = false } = {}): void {
  if (testDatabaseKind !== 'sqlite' && !onBoth) {
    describe.skip(name, suite);
    return;
  }
  if (!browserBinary) {
    it(`${name} is NOT TESTED: there is no Chromium; \`apt-get install chromium\` brings it`, () => {
      expect(inCi).toBe(false);
    });
    return;
  }
  // Of many steps, and each look of axe takes seconds on a machine that is busy.
  jest.setTimeout(600_000);
  describe(name, suite);
}

/** All that `serve` runs, on an empty database of the kind under test, with the built console and a browser. */
export async function startConsole(): Promise<ConsoleWorld> {
  if (!existsSync(join(CONSOLE_FOLDER, 'index.html'))) throw new Error('The console could not be built.');
  // A copy: a build that begins meanwhile takes files away.
  const consoleFolder = mkdtempSync(join(testFolder(), 'console-'));
  cpSync(CONSOLE_FOLDER, consoleFolder, { recursive: true });
  const { port, release } = await holdPort();
  const url = `http://127.0.0.1:${port}`;
  const database = await createTestDatabase();
  const operations = withConsoleOperations({ texts: new Map(), only: false });
  const config = { ...testConfig(database.url), port, publicUrl: url, operations, usageFlushSeconds: 1 };
  const logger = newLogger('silent');
  const installation = await openInstallation(config, logger);
  const beginning = newContext(installation.services, { kind: 'COMMAND_LINE' });
  const { root } = await setUp(beginning);
  await createAdministrator(beginning, ADMIN);
  await rotateSigningKeys(beginning);
  const instance = await startInstance(config, installation, logger, () => false);
  const { services, verification } = instance;
  const server = await newServer({
    schema: await newSchema(),
    services,
    logger,
    production: true,
    trustedProxies: [],
    readiness: { stopping: false },
    operations,
    consoleFolder,
    records: instance.health,
    firstLook: (request, response) => verification.handle(request, response),
  });
  await release();
  await server.listen({ host: '127.0.0.1', port });
  const browser = await chromium.launch({ executablePath: browserBinary!, args: FLAGS });
  const complaints: string[] = [];
  return {
    database,
    server,
    services,
    commandLine: newContext(services, { kind: 'COMMAND_LINE' }),
    rootId: `acc_${root.id}`,
    statements: [],
    verification,
    setClock: () => {
      throw new Error('The console runs on the machine’s clock.');
    },
    url,
    browser,
    newPage: async (options = {}) => watched(await (await browser.newContext(options)).newPage(), url, complaints),
    close: async () => {
      await browser.close();
      await server.close();
      await instance.close();
      await requireNoSecrets(services.database.writer).finally(() => installation.close());
      await database.drop();
      expect(complaints).toEqual([]);
    },
  };
}

/** Notes what a browser may not meet here: errors, what the Content-Security-Policy refuses, other hosts. */
function watched(page: Page, url: string, complaints: string[]): Page {
  page.setDefaultTimeout(LIMIT_MS);
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) complaints.push(request.url());
  });
  page.on('console', (message) => {
    // A refused sign-in is told in the page; the browser notes its status too.
    if (message.type() === 'error' && !/status of 40[0-9]|ERR_INTERNET_DISCONNECTED/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
}

/** Opens `path` and signs in there, by default as the administrator; the page is ready when this returns. */
export async function signIn(
  page: Page,
  world: ConsoleWorld,
  path = '/',
  user: { readonly name: string; readonly password: string; readonly account?: string } = ADMIN,
): Promise<void> {
  await page.goto(world.url + path);
  if (user.account !== undefined) await page.getByRole('textbox', { name: 'Account' }).fill(user.account);
  await page.getByRole('textbox', { name: 'Name' }).fill(user.name);
  await page.getByRole('textbox', { name: 'Password' }).fill(user.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // The dialog that an address may open has one of its own.
  await page.getByRole('banner').first().waitFor();
}

/** Colours that still change into each other, or fade in, are neither's. What has just come begins to in the next frame. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    do {
      await frame();
      await frame();
      await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)));
      await frame();
    } while (document.getAnimations().length > 0);
  });
}

/**
 * What `look` finds once it `fits`, or after many frames: a table has all of its columns until it has looked how wide it
 * is, in one of the next ones.
 */
export async function onceLaidOut<T>(page: Page, look: () => Promise<T>, fits: (found: T) => boolean): Promise<T> {
  let found = await look();
  for (let frames = 0; frames < 60 && !fits(found); frames++) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    found = await look();
  }
  return found;
}

/** A notice goes by itself, while axe looks perhaps: what fades is of neither colour, so here it stays whole to its end. */
async function keepNoticesWhole(page: Page): Promise<void> {
  await page.evaluate(() => {
    const whole = new CSSStyleSheet();
    whole.replaceSync('.mantine-Notification-root { opacity: 1 !important; transition: none !important }');
    document.adoptedStyleSheets.push(whole);
  });
}

/** No violation that axe calls moderate, serious or critical, of the page as it stands, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await keepNoticesWhole(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await settled(page);
    // A menu that is open has the focus, and lies beside the landmarks, at the end of the document.
    const beside = (await page.getByRole('menu').count()) > 0 ? ['region'] : [];
    const { violations } = await new AxeBuilder({ page }).disableRules(beside).analyze();
    const grave = violations.filter(({ impact }) => impact !== 'minor');
    const told = grave.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join('\n')}`);
    expect(told).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
