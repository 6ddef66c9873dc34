import type { Page } from 'playwright-core';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { PASSWORD, People } from '../support/people';

/** root > Acme, with a user who was granted nothing. */
describeConsole('places in the console', () => {
  let world: ConsoleWorld;
  let people: People;
  let acme: string;

  beforeAll(async () => {
    world = await startConsole();
    people = new People(world);
    acme = await people.vendor(world.rootId, 'Acme');
  });

  afterAll(() => world.close());

  const isTitled = (page: Page, title: string): Promise<unknown> =>
    page.waitForFunction((wanted) => document.title === wanted, title);

  it('are told by the title of the window, tab by tab', async () => {
    const page = await world.newPage();
    await page.goto(world.url);
    await isTitled(page, 'Sign in · Keytree');
    await signIn(page, world, `/accounts/${acme}/keys`);
    await isTitled(page, 'Keys · Acme · Keytree');
    await page.getByRole('tab', { name: 'Audit' }).click();
    await isTitled(page, 'Audit · Acme · Keytree');
    await page.goBack();
    await isTitled(page, 'Keys · Acme · Keytree');
  });

  it.each([
    ['an address of nothing', '/nowhere/at/all'],
    ['an account that is not there', `/accounts/acc_${'0'.repeat(32)}/keys`],
    ['what is no id of an account', '/accounts/x/keys'],
  ])('are pages of their own where there is nothing: %s', async (_what, path) => {
    const page = await world.newPage();
    await signIn(page, world, path);
    await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
    await isTitled(page, 'Not found · Keytree');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Go to the start' }).click();
    await page.getByRole('heading', { level: 1, name: 'Root' }).waitFor();
  });

  it('say it where an address names a role that is not there', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/roles/rol_${'0'.repeat(32)}`);
    await page.getByRole('alert').filter({ hasText: 'Not found' }).waitFor();
    await page.getByRole('button', { name: 'New role' }).waitFor();
  });

  it('say what to do to somebody who was granted nothing', async () => {
    const { name } = await people.user(acme, 'Nobody');
    const page = await world.newPage();
    await signIn(page, world, '/', { account: acme, name, password: PASSWORD });
    await page.getByRole('heading', { level: 1, name: 'Nothing to see yet' }).waitFor();
    await isTitled(page, 'Keytree');
    expect(await page.getByRole('searchbox').count()).toBe(0);
    await expectAccessible(page);
  });

  it('are not waited for without an end: a service that does not answer is told of, and what was typed stays', async () => {
    const page = await world.newPage();
    await page.clock.install();
    await signIn(page, world, `/accounts/${acme}/keys`);
    await page.getByRole('button', { name: 'New key' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Tills');
    // Its own: the page may be asking for something else still.
    const asked = page.waitForRequest((request) => request.postData()?.includes('"CreateApiKey"') ?? false);
    // Taken, and never answered.
    await page.route('**/graphql', () => undefined);
    await form.getByRole('button', { name: 'Make the key' }).click();
    await asked;
    await page.clock.runFor(31_000);
    const late = form.getByRole('alert').filter({ hasText: 'Keytree does not answer' });
    await late.waitFor();
    expect(await form.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Tills');
    await page.unroute('**/graphql');
    await form.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('checkbox', { name: 'I have stored it' }).waitFor();
  });
});
