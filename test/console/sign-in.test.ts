import type { Page } from 'playwright-core';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { ADMIN } from '../support/test-installation';

describeConsole('signing in to the console', () => {
  let world: ConsoleWorld;

  beforeAll(async () => {
    world = await startConsole();
  });

  afterAll(() => world.close());

  /** All that scripts of the page could read, or that would outlive it. */
  const kept = (page: Page): Promise<string> =>
    page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
    );

  it('says what is wrong, lets the right one in, and keeps no token where a script could read it', async () => {
    const page = await world.newPage();
    await page.goto(world.url);
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Name' }).fill(ADMIN.name);
    await page.getByRole('textbox', { name: 'Password' }).fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: /password is wrong/ })
      .waitFor();

    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Root' }).waitFor();
    expect(await kept(page)).not.toMatch(/kt[ar]_|correct/);
    const cookies = await page.context().cookies();
    expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/session' }]);
  });

  it('loads at most 250 kB of script before the first account is there', async () => {
    const page = await world.newPage();
    await signIn(page, world);
    await page.getByRole('heading', { name: 'Root' }).waitFor();
    await page.getByRole('table').waitFor();
    const bytes = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ encodedBodySize }) => encodedBodySize),
    );
    expect(bytes.length).toBeGreaterThan(3);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(250_000);
  });

  it('comes back after a reload, and windows of one browser sign out together', async () => {
    const page = await world.newPage();
    await signIn(page, world);
    await page.reload();
    await page.getByRole('tree').waitFor();
    const second = await page.context().newPage();
    await second.goto(world.url);
    await second.getByRole('tree').waitFor();
    // Its refreshing ended the first window's access token: that one was told the new one.
    await page.getByRole('tab', { name: 'Audit' }).click();
    await page.getByRole('tab', { name: 'Audit', selected: true }).waitFor();
    await page.getByRole('button', { name: ADMIN.name }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('textbox', { name: 'Password' }).waitFor();
    await second.getByRole('textbox', { name: 'Password' }).waitFor();
  });

  it('asks again where the session has ended, over the page as it is', async () => {
    const page = await world.newPage();
    await signIn(page, world);
    await page.getByRole('searchbox', { name: 'Search accounts' }).fill('typed before');
    await world.services.database.writer.query('DELETE FROM session');
    await page.getByRole('searchbox', { name: 'Search accounts' }).fill('typed meanwhile');
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByRole('searchbox', { name: 'Search accounts' }).inputValue()).toBe('typed meanwhile');
    await page.getByText('0 accounts found').waitFor();
  });

  it('says that the service is away, and goes on when it is back', async () => {
    const page = await world.newPage();
    await signIn(page, world);
    // All of the page is there: what is still on its way when the service goes is another tale (broken-page.test.ts).
    await page.getByRole('table').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('searchbox', { name: 'Search accounts' }).fill('anything');
    const away = page.getByRole('navigation', { name: 'Accounts' }).getByRole('alert', { name: /cannot be reached/ });
    await away.waitFor();
    await page.context().setOffline(false);
    await away.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('0 accounts found').waitFor();
  });

  it('speaks German where one likes, and remembers it', async () => {
    const page = await world.newPage({ locale: 'de-DE' });
    await page.goto(world.url);
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    await page.getByRole('button', { name: 'Sprache' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('remembers the language also of one who leaves before its texts are there', async () => {
    const page = await world.newPage({ locale: 'de-DE' });
    await page.goto(world.url);
    await page.getByRole('button', { name: 'Sprache' }).click();
    const asked = page.waitForRequest(/\.js$/);
    await page.route(/\.js$/, () => undefined);
    await page.getByRole('menuitem', { name: 'English' }).click();
    await asked;
    await page.unroute(/\.js$/);
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
});
