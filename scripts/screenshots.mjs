// `npm run screenshots`: the pictures of README.md and docs/, taken of the demonstration tree in a Chromium of this machine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const ROOT = join(import.meta.dirname, '..');
const IMAGES = join(ROOT, 'docs/images');
const PASSWORD = 'plum tree 42 orbits the sun';
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** In the demonstration tree: it has keys in every state. */
const ACCOUNT = 'northwind-print-bakery-alkmaar';
const WIDE = { width: 1600, height: 1000 };
const PHONE = { width: 390, height: 844 };

const folder = mkdtempSync(join(tmpdir(), 'keytree-screenshots-'));
const service = spawn(process.execPath, [join(ROOT, 'bin/keytree.js'), 'serve'], {
  env: {
    PATH: process.env.PATH,
    KEYTREE_DATA: folder,
    KEYTREE_PORT: '0',
    KEYTREE_DEMO: 'true',
    KEYTREE_ADMIN_PASSWORD: PASSWORD,
    KEYTREE_LOG_LEVEL: 'error',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});

try {
  const url = await addressOf(service);
  mkdirSync(IMAGES, { recursive: true });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  await take(browser, url);
  await browser.close();
} finally {
  const gone = once(service, 'exit');
  service.kill('SIGTERM');
  await gone;
  rmSync(folder, { recursive: true, force: true });
}

/** Of what it prints when it is ready. */
async function addressOf({ stdout }) {
  let printed = '';
  for await (const text of stdout) {
    printed += text;
    const [, url] = /Console: +(\S+)/.exec(printed) ?? [];
    if (url) return url.replace(/\/$/, '');
  }
  throw new Error('The service did not start.');
}

async function take(browser, url) {
  const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce', locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('textbox', { name: 'Name' }).fill('admin');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill(ACCOUNT);
  await page.getByRole('navigation', { name: 'Accounts' }).getByRole('link').first().click();
  await page.getByRole('table').waitFor();
  await page.getByRole('treeitem', { selected: true }).waitFor();
  await shoot(page, 'console-keys');

  await page.getByRole('button', { name: 'Actions for Fleet monitoring' }).click();
  await page.getByRole('menuitem', { name: 'Why?' }).click();
  await page.getByText('blocks').first().waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'console-why');
  await page.emulateMedia({ colorScheme: 'light' });

  await page.getByRole('tab', { name: 'Findings' }).click();
  await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
  await shoot(page, 'console-findings');

  await page.setViewportSize(PHONE);
  await page.getByRole('tab', { name: 'Keys' }).click();
  await page.getByRole('table').waitFor();
  await shoot(page, 'console-phone');
}

async function shoot(page, name) {
  await page.mouse.move(0, 0);
  // What is still on its way, and what still fades in.
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))));
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
  console.log(`docs/images/${name}.png`);
}
