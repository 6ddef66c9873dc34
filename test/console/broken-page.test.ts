import type { Locator, Page } from 'playwright-core';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';

describeConsole('a page of the console that cannot be shown', () => {
  let world: ConsoleWorld;

  beforeAll(async () => {
    world = await startConsole();
  });

  afterAll(() => world.close());

  /** None that `newPage` watches: the browser says on its console what goes wrong here on purpose. */
  const newPage = async (): Promise<Page> => (await world.browser.newContext()).newPage();

  async function opened(): Promise<Page> {
    const page = await newPage();
    await signIn(page, world);
    await page.getByRole('tab', { name: 'Keys', selected: true }).waitFor();
    return page;
  }

  const brokenOf = (page: Page): Locator => page.getByRole('alert').filter({ hasText: 'This page cannot be shown' });

  it.each([
    ['a file of it is gone', 'audit-panel', 404],
    ['the network is', 'audit-panel', null],
  ])('says so where %s, and is there after a reload', async (_why, file, status) => {
    const page = await opened();
    const pattern = new RegExp(`/assets/${file}-.*\\.js$`);
    await page.route(pattern, (route) => (status === null ? route.abort() : route.fulfill({ status })));
    await page.getByRole('tab', { name: 'Audit' }).click();
    const broken = brokenOf(page);
    await broken.waitFor();
    await page.getByRole('tree', { name: 'Accounts' }).waitFor();
    await page.getByRole('heading', { name: 'Root' }).waitFor();
    await expectAccessible(page);
    // What is not broken can be gone to.
    await page.getByRole('tab', { name: 'Roles' }).click();
    await page.getByRole('button', { name: 'New role' }).waitFor();
    await page.getByRole('tab', { name: 'Audit' }).click();
    await broken.waitFor();
    await page.unroute(pattern);
    await broken.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('search').waitFor();
    expect(await broken.count()).toBe(0);
  });

  it('says so where the texts of it are gone, rather than show their names', async () => {
    const page = await opened();
    const pattern = /\/assets\/audit-(?!panel)[^/]*\.js$/;
    await page.route(pattern, (route) => route.fulfill({ status: 404 }));
    await page.getByRole('tab', { name: 'Audit' }).click();
    const broken = brokenOf(page);
    await broken.waitFor();
    await page.getByRole('heading', { name: 'Root' }).waitFor();
    await page.unroute(pattern);
    await broken.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('search').waitFor();
  });

  it('has a way on where no texts came at all', async () => {
    const page = await newPage();
    const pattern = /\/assets\/(common|session)-[^/]*\.js$/;
    await page.route(pattern, (route) => route.abort());
    await page.goto(world.url);
    const broken = brokenOf(page);
    await broken.waitFor();
    await page.unroute(pattern);
    await broken.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('keeps its language where the texts of another do not come, which a reload brings', async () => {
    const page = await opened();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: 'Deutsch' }).click();
    await page.getByText('The texts in this language cannot be loaded now.').waitFor();
    await page.getByRole('tab', { name: 'Keys', selected: true }).waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await page.getByRole('button', { name: 'Sprache' }).waitFor();
  });

  it('leaves the frame where a whole page is gone', async () => {
    const page = await opened();
    await page.route(/\/assets\/profile-page-.*\.js$/, (route) => route.abort());
    await page.getByRole('button', { name: 'admin' }).click();
    await page.getByRole('menuitem', { name: 'Your profile' }).click();
    await page.getByRole('main').getByRole('alert').filter({ hasText: 'This page cannot be shown' }).waitFor();
    await page.getByRole('treeitem', { name: /Root/ }).click();
    await page.getByRole('heading', { name: 'Root' }).waitFor();
  });

  it('is not white where an answer cannot be shown, whatever it is', async () => {
    const page = await newPage();
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const text = (await response.text()).replace(/"viewerPermissions":\[[^\]]*\]/g, '"viewerPermissions":7');
      await route.fulfill({ response, body: text });
    });
    await signIn(page, world);
    const broken = page.getByRole('main').getByRole('alert').filter({ hasText: 'This page cannot be shown' });
    await broken.waitFor();
    await page.getByRole('button', { name: 'admin' }).waitFor();
    await page.unroute('**/graphql');
    await broken.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { name: 'Root' }).waitFor();
  });
});
