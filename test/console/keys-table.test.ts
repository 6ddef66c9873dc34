import type { Page } from 'playwright-core';
import { createAccount } from '../../src/application/accounts/create-account';
import { suspendAccount } from '../../src/application/accounts/suspend-account';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { publicId } from '../../src/domain/ids';
import {
  type ConsoleWorld,
  describeConsole,
  expectAccessible,
  signIn,
  startConsole,
  onceLaidOut,
} from '../support/console-browser';
import { bare, People } from '../support/people';

const LONG = 'X'.repeat(200);
const DAY = 86_400_000;

/** root > Northwind Print Benelux > Bakery, which has the keys of the root's templates and one from above; root > XXX… */
describeConsole('the table of keys', () => {
  let world: ConsoleWorld;
  let page: Page;
  let above: string;
  let bakery: string;
  let long: string;

  beforeAll(async () => {
    world = await startConsole();
    const people = new People(world);
    above = await people.vendor(world.rootId, 'Northwind Print Benelux');
    const input = { parentId: bare(above), kind: 'CUSTOMER', name: 'Bakery' } as const;
    bakery = publicId('Account', (await createAccount(world.commandLine, input)).account.id);
    await createApiKey(world.commandLine, {
      ...{ accountId: bare(above), name: 'Provisioning', fullApiAccess: true, allowUnauthenticatedRequests: true },
      ...{ allowedIps: ['2001:db8:1234:5678::/64', '203.0.113.7'], expiresAt: new Date(Date.now() + 20.9 * DAY) },
    });
    long = await people.vendor(world.rootId, LONG);
    await createApiKey(world.commandLine, { accountId: bare(long), name: LONG });
    page = await world.newPage();
    await signIn(page, world, `/accounts/${bakery}/keys`);
  });

  afterAll(() => world.close());

  async function choose(language: string): Promise<void> {
    await page.getByRole('button', { name: /^(Language|Sprache)$/ }).click();
    await page.getByRole('menuitem', { name: language }).click();
    await page.locator(`html[lang="${language === 'Deutsch' ? 'de' : 'en'}"]`).waitFor();
  }

  /** Whether all of the table is in sight, with the menu of each row, and with so many columns. */
  async function expectInSight(width: number, columns: number): Promise<void> {
    await page.setViewportSize({ width, height: 900 });
    // The page hears of its new width, and then takes columns away.
    await page.waitForFunction(
      ([wide, many]) => window.innerWidth === wide && document.querySelectorAll('table th').length === many,
      [width, columns] as const,
    );
    const menus = page.getByRole('button', { name: /(Actions for|Aktionen für)/ });
    await menus.first().waitFor();
    const sight = await page.getByRole('table').evaluate((table) => {
      const port = table.closest('[class*="ScrollArea-viewport"]');
      return port && { width: port.clientWidth, scrollWidth: port.scrollWidth };
    });
    expect(sight?.scrollWidth).toBe(sight?.width);
    for (const menu of await menus.all()) {
      const box = await menu.boundingBox();
      expect(box && box.x + box.width).toBeLessThanOrEqual(width);
    }
  }

  /** What reaches out of the page, where anything does. */
  function tooWide(of = page.locator('html')): Promise<string[]> {
    const look = (): Promise<string[]> =>
      of.evaluate((whole) => {
        if (whole.scrollWidth <= whole.clientWidth) return [];
        const right = whole.getBoundingClientRect().left + whole.clientWidth;
        const wide = [...whole.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > right);
        return wide.map(({ tagName, className, textContent }) => `${tagName} ${className} ${textContent.slice(0, 40)}`);
      });
    return onceLaidOut(page, look, (found) => found.length === 0);
  }

  it.each([
    ['English', 1440, 9],
    ['English', 1366, 9],
    ['English', 1024, 6],
    ['Deutsch', 1440, 9],
    ['Deutsch', 1366, 9],
    ['Deutsch', 1024, 6],
  ])('fits in %s beside the tree at %d pixels', async (language, width, columns) => {
    await choose(language);
    await expectInSight(width, columns);
    await choose('English');
  });

  it('says below the name what has no column', async () => {
    await page.setViewportSize({ width: 1024, height: 900 });
    const row = page.getByRole('row', { name: /Provisioning/ });
    await row.getByText('Full access').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await row.getByText('Expires in 21 days').waitFor();
    await row.getByText('Full access').waitFor();
    await expectInSight(390, 3);
  });

  it('says that nothing fits only where nothing does', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await page.getByText('No key matches the filters.').isVisible()).toBe(false);
    await page.getByRole('searchbox', { name: 'Search keys' }).fill('nothing of the kind');
    await page.getByText('No key matches the filters.').waitFor();
  });

  it.each([1440, 390])('is no wider than the page at %d pixels, whatever the names', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    for (const tab of ['keys', 'findings', 'why', 'usage', 'settings']) {
      await page.goto(`${world.url}/accounts/${long}/${tab}`);
      await page.getByRole('heading', { level: 1, name: LONG }).waitFor();
      await page.getByRole('tabpanel').getByRole('heading').or(page.getByRole('row')).first().waitFor();
      expect([tab, await tooWide()]).toEqual([tab, []]);
    }
    await page.goto(`${world.url}/accounts/${long}/keys`);
    await page.getByRole('link', { name: LONG }).last().click();
    const drawer = page.getByRole('dialog', { name: LONG });
    await drawer.getByRole('table').waitFor();
    expect(await tooWide(drawer)).toEqual([]);
    await drawer.getByRole('button', { name: 'Actions for' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: /^Delete/ });
    await dialog.getByRole('textbox').waitFor();
    expect(await tooWide(dialog)).toEqual([]);
    expect(await tooWide()).toEqual([]);
  });

  it('says of a suspended account that nothing works there, and leads to what is suspended', async () => {
    await suspendAccount(world.commandLine, { accountId: bare(above), version: 1 });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${world.url}/accounts/${bakery}/keys`);
    const row = page.getByRole('row', { name: /Provisioning/ });
    await row.getByText('but the account is suspended').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Go to Northwind Print Benelux, which is suspended' }).click();
    await page.getByRole('heading', { level: 1, name: 'Northwind Print Benelux' }).waitFor();
    await page.getByRole('button', { name: 'Resume the account' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await row.getByText('but the account is suspended').waitFor({ state: 'hidden' });
  });
});
