// The console on 100,000 accounts: from the last data to the next frame that shows them, in Debian's Chromium.
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { onEachDatabase } from './support/databases.mjs';
import { line, ratio, spread, title } from './support/figures.mjs';
import { startServer, run } from './support/processes.mjs';
import { ADMIN, environmentOf, MAIN } from './support/product.mjs';
import { writeTreeFile } from './support/tree.mjs';

const SIZE = { accounts: 100_000, keysPerAccount: 2 };
const LIMIT_MS = 200;
const LIMIT_KB = 250;
const ROUNDS = 20;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

title(`The console on ${SIZE.accounts.toLocaleString('en')} accounts`);
await onEachDatabase(measure, ['sqlite']);

async function measure(database) {
  const environment = environmentOf(database.url, database.folder);
  const file = join(database.folder, 'tree.json');
  await writeTreeFile(file, SIZE);
  await run([MAIN, 'migrate'], environment);
  await run([MAIN, 'import', file], environment);
  const server = await startServer([MAIN, 'serve'], { ...environment, KEYTREE_LOG_LEVEL: 'error' }, '/readyz');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
    await signIn(page, server.url);
    await reportFirstLoad(page);
    const figures = {
      'open a vendor by the keyboard': await opened(page),
      'move to the next account': await moved(page),
      'scroll through all that is open': await scrolled(page),
      'search by a part of the name': await searched(page),
      'choose an account: its keys': await chosen(page),
    };
    for (const [name, rounds] of Object.entries(figures)) {
      line(name, spread(rounds.map(({ drawn }) => drawn)));
      line('  with what had to come first', spread(rounds.map(({ whole }) => whole)));
    }
    const slowest = Math.max(...Object.values(figures).flatMap((rounds) => rounds.map(({ drawn }) => drawn)));
    ratio(`the slowest of all ${ROUNDS} rounds / ${LIMIT_MS} ms`, slowest / LIMIT_MS, { atMost: 1 });
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function signIn(page, url) {
  await page.goto(url);
  await page.getByRole('textbox', { name: 'Name' }).fill(ADMIN.name);
  await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('treeitem').nth(5).waitFor();
  await page.waitForLoadState('networkidle');
}

/** Script that came until the first account is there, as it was sent: compressed. */
async function reportFirstLoad(page) {
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
  ratio(`script of the first load / ${LIMIT_KB} kB`, bytes / 1000 / LIMIT_KB, { atMost: 1 });
}

/**
 * Milliseconds to the frame that shows what was waited for: `drawn` from the last answer of the service, or from the key
 * that was pressed where none was needed; `whole` from the key.
 */
async function untilShown(page, isShown, act, argument = null) {
  await page.evaluate(
    ([source, given]) => {
      const shown = new Function('given', `return (${source})(given)`);
      performance.clearResourceTimings();
      performance.setResourceTimingBufferSize(2_000);
      window.pressed = new Promise((resolve) => {
        for (const kind of ['keydown', 'mousedown', 'wheel', 'input']) {
          addEventListener(kind, () => resolve(performance.now()), { once: true, capture: true });
        }
      });
      window.painted = new Promise((resolve) => {
        const look = () =>
          shown(given)
            ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
            : requestAnimationFrame(look);
        window.pressed.then(look);
      });
    },
    [isShown.toString(), argument],
  );
  await act();
  return page.evaluate(async () => {
    const [pressed, painted] = [await window.pressed, await window.painted];
    const answered = performance
      .getEntriesByType('resource')
      .filter(({ name, responseEnd }) => name.endsWith('/graphql') && responseEnd <= painted)
      .map(({ responseEnd }) => responseEnd);
    return { drawn: painted - Math.max(pressed, ...answered), whole: painted - pressed };
  });
}

/** The rows of the tree that are there, of all that are open. */
function treeHeight(page) {
  return page.getByRole('tree').evaluate((tree) => tree.firstElementChild.getBoundingClientRect().height);
}

/** Vendor after vendor of the highest: five sub-accounts each. */
async function opened(page) {
  const times = [];
  const tree = page.getByRole('tree');
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  for (let round = 0; round < ROUNDS; round++) {
    const before = await treeHeight(page);
    times.push(
      await untilShown(
        page,
        (height) =>
          document.querySelector('[role=tree]').firstElementChild.getBoundingClientRect().height > height + 100,
        () => page.keyboard.press('ArrowRight'),
        before,
      ),
    );
    // Over those that came, to the next vendor.
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown');
  }
  return times;
}

async function moved(page) {
  const times = [];
  await page.keyboard.press('Home');
  for (let round = 0; round < ROUNDS; round++) {
    const before = await page.getByRole('tree').getAttribute('aria-activedescendant');
    times.push(
      await untilShown(
        page,
        (id) => document.querySelector('[role=tree]').getAttribute('aria-activedescendant') !== id,
        () => page.keyboard.press('ArrowDown'),
        before,
      ),
    );
  }
  return times;
}

async function scrolled(page) {
  const times = [];
  await page.getByRole('tree').hover();
  await page.getByRole('tree').evaluate((tree) => tree.scrollTo(0, 0));
  for (let round = 0; round < ROUNDS; round++) {
    const before = await page.getByRole('tree').evaluate((tree) => tree.scrollTop);
    times.push(
      await untilShown(
        page,
        (top) => document.querySelector('[role=tree]').scrollTop !== top,
        () => page.mouse.wheel(0, round % 2 === 0 ? 700 : -300),
        before,
      ),
    );
  }
  return times;
}

async function searched(page) {
  const times = [];
  const box = page.getByRole('searchbox', { name: 'Search accounts' });
  for (let round = 0; round < ROUNDS; round++) {
    const part = (round * 37 + 16).toString(16).padStart(3, '0');
    await box.fill('');
    await page.getByRole('tree').waitFor();
    times.push(
      await untilShown(
        page,
        (text) => [...document.querySelectorAll('nav a')].some((link) => link.textContent.includes(text)),
        () => box.fill(part),
        part,
      ),
    );
  }
  return times;
}

async function chosen(page) {
  const times = [];
  const found = page.getByRole('navigation', { name: 'Accounts' }).getByRole('link');
  for (let round = 0; round < ROUNDS; round++) {
    await page.getByRole('searchbox', { name: 'Search accounts' }).fill((round * 41 + 300).toString(16));
    await found.nth(3).waitFor();
    const name = await found.nth(3).locator('p').first().textContent();
    times.push(
      await untilShown(
        page,
        (text) =>
          document.querySelector('h1')?.textContent.includes(text) && document.querySelectorAll('tbody tr').length > 3,
        () => found.nth(3).click(),
        name,
      ),
    );
  }
  return times;
}
