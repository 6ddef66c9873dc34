import type { Locator, Page } from 'playwright-core';
import { type ConsoleWorld, describeConsole, signIn, startConsole } from '../support/console-browser';
import { People } from '../support/people';

/** root > Acme > Bakery, Clinic; root > Globex > Depot. */
describeConsole('the tree of accounts, by keyboard', () => {
  let world: ConsoleWorld;
  let page: Page;
  let globex: string;

  beforeAll(async () => {
    world = await startConsole();
    const people = new People(world);
    const acme = await people.vendor(world.rootId, 'Acme');
    for (const name of ['Bakery', 'Clinic']) await people.customer(acme, name);
    globex = await people.vendor(world.rootId, 'Globex');
    await people.customer(globex, 'Depot');
  });

  beforeEach(async () => {
    page = await world.newPage();
    await signIn(page, world, `/accounts/${world.rootId}/audit`);
    await row('Globex').waitFor();
    await page.getByRole('searchbox', { name: 'Search accounts' }).focus();
    await page.keyboard.press('Tab');
    await isAt('Root');
  });

  afterAll(() => world.close());

  const row = (name: string, state: { expanded?: boolean; selected?: boolean } = {}): Locator =>
    page.getByRole('tree', { name: 'Accounts' }).getByRole('treeitem', { name, ...state });

  /** What somebody who does not see the page is told: the tree has the focus, and names its current row. */
  const isAt = (name: string): Promise<unknown> =>
    page.waitForFunction((wanted) => {
      const tree = document.activeElement;
      const current = document.getElementById(tree?.getAttribute('aria-activedescendant') ?? '');
      return tree?.getAttribute('role') === 'tree' && current?.textContent === wanted;
    }, name);

  async function press(key: string, comesTo: string): Promise<void> {
    await page.keyboard.press(key);
    await isAt(comesTo);
  }

  it('moves from row to row, opens and closes, and goes up', async () => {
    await press('ArrowDown', 'Acme');
    await row('Acme', { expanded: false }).waitFor();
    await press('ArrowRight', 'Acme');
    await row('Acme', { expanded: true }).waitFor();
    await row('Clinic').waitFor();
    await press('ArrowRight', 'Bakery');
    await press('ArrowDown', 'Clinic');
    // A customer has nothing to open.
    await press('ArrowRight', 'Clinic');
    await press('ArrowDown', 'Globex');
    await press('ArrowUp', 'Clinic');
    await press('ArrowLeft', 'Acme');
    await press('ArrowLeft', 'Acme');
    await row('Acme', { expanded: false }).waitFor();
    await row('Clinic').waitFor({ state: 'hidden' });
    await press('ArrowLeft', 'Root');
    // What one passes is not chosen.
    await row('Root', { selected: true }).waitFor();
  });

  it('goes to both ends, stays there, and chooses with Enter, on the same page of that account', async () => {
    await press('End', 'Globex');
    await press('ArrowDown', 'Globex');
    await press('Home', 'Root');
    await press('ArrowUp', 'Root');
    await press('End', 'Globex');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${world.url}/accounts/${globex}/audit`);
    await page.getByRole('heading', { level: 1, name: 'Globex' }).waitFor();
    await row('Globex', { selected: true }).waitFor();
    // One is still in the tree, and goes on from there.
    await press('ArrowRight', 'Globex');
    await row('Depot').waitFor();
    await press('ArrowDown', 'Depot');
    await page.keyboard.press('Space');
    await page.getByRole('heading', { level: 1, name: 'Depot' }).waitFor();
  });

  it('goes to what begins with the letters that are typed, and on to the next with the same one again', async () => {
    const time = page.clock;
    await time.install();
    await press('c', 'Root');
    await time.runFor(1_000);
    await press('a', 'Acme');
    await press('ArrowRight', 'Acme');
    await row('Clinic').waitFor();
    await time.runFor(1_000);
    await press('c', 'Clinic');
    await press('l', 'Clinic');
    await time.runFor(1_000);
    await press('B', 'Bakery');
    await time.runFor(1_000);
    await page.keyboard.press('Home');
    for (const comesTo of ['Globex', 'Globex']) await press('g', comesTo);
    await press('Control+a', 'Globex');
  });

  it('leaves to the browser what it does not use', async () => {
    await press('End', 'Globex');
    // The way out of it, and not a stop for each row.
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await page.keyboard.press('Tab');
    await isAt('Globex');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=tree]') === null)).toBe(true);
  });
});
