import type { Locator, Page } from 'playwright-core';
import { type ConsoleWorld, describeConsole, signIn, startConsole } from '../support/console-browser';
import { PASSWORD, People, type Person } from '../support/people';
import { ADMIN } from '../support/test-installation';

/** root > Acme, with people who see users there. */
describeConsole('a session that ends', () => {
  let world: ConsoleWorld;
  let people: People;
  let acme: string;
  let desk: Person;
  let viewed: Person;

  beforeAll(async () => {
    world = await startConsole();
    people = new People(world);
    acme = await people.vendor(world.rootId, 'Acme');
    const held = ['ViewAccount', 'ViewUser', 'ModifyUser'] as const;
    desk = await people.person(acme, held, acme, 'Desk');
    viewed = await people.person(acme, held, acme, 'Viewed');
  });

  afterAll(() => world.close());

  /** Once all of the page is there: what it still asked for would be refused, and the dialog lie over all else at once. */
  async function endSessions(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Desk' }).waitFor();
    await page.getByRole('treeitem', { name: /Acme/ }).waitFor();
    await world.services.database.writer.query('DELETE FROM session');
  }
  const ended = (page: Page): Locator => page.getByRole('dialog', { name: 'Your session has ended' });
  const previewOf = (page: Page, name: string): Locator => page.getByText(`You see Keytree as ${name} does.`);
  const menuOf = (page: Page, name: string): Locator => page.getByRole('banner').getByRole('button', { name });

  async function endAndAsk(page: Page): Promise<void> {
    await endSessions(page);
    await page.getByRole('searchbox', { name: 'Search accounts' }).fill('Acme');
    await ended(page).waitFor();
  }

  async function signInAgain(page: Page): Promise<void> {
    const dialog = ended(page);
    expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toBe(ADMIN.name);
    await dialog.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async function preview(page: Page, { id, name }: Person): Promise<void> {
    await signIn(page, world, `/accounts/${acme}/users/${id}`);
    await page.getByRole('button', { name: 'View as' }).click();
    await previewOf(page, name).waitFor();
    await page.getByRole('link', { name: 'Desk' }).waitFor();
  }

  async function signOut(page: Page, name: string): Promise<void> {
    await menuOf(page, name).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
  }

  /** A form for a new user, filled in, whose password nobody has but the page. */
  async function newUser(page: Page, name: string): Promise<Locator> {
    await page.getByRole('button', { name: 'New user' }).click();
    const form = page.getByRole('dialog', { name: 'New user of Acme' });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await form.getByRole('button', { name: 'Generate' }).click();
    return form;
  }

  const usersOfAcme = async (): Promise<string[]> => {
    const { account } = await (
      await people.signIn(desk)
    ).ask('query ($id: ID!) { account(by: { id: $id }) { users(first: 100) { nodes { name } } } }', { id: acme });
    return account.users.nodes.map(({ name }: { name: string }) => name);
  };

  it('asks in a preview for the one who looks, and goes on with the preview', async () => {
    const page = await world.newPage();
    await preview(page, viewed);
    await endAndAsk(page);
    await signInAgain(page);
    await page.getByText('1 account found').waitFor();
    await previewOf(page, 'Viewed').waitFor();
  });

  it('asks for the one who looks in a preview that began in another one', async () => {
    const page = await world.newPage();
    await preview(page, viewed);
    await page.getByRole('link', { name: 'Desk' }).click();
    await page.getByRole('button', { name: 'View as' }).click();
    await previewOf(page, 'Desk').waitFor();
    await page.getByRole('link', { name: 'Viewed' }).waitFor();
    await endAndAsk(page);
    await signInAgain(page);
    await previewOf(page, 'Desk').waitFor();
  });

  it('asks again also where a preview is left after it', async () => {
    const page = await world.newPage();
    await preview(page, viewed);
    await endSessions(page);
    await page.getByRole('button', { name: 'End the preview' }).click();
    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await page.getByRole('textbox', { name: 'Name' }).fill(ADMIN.name);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await menuOf(page, ADMIN.name).waitFor();
  });

  it('leads out of a preview that is refused once it has begun', async () => {
    const page = await world.newPage();
    let asked = 0;
    // The first asks whether there is anything to see.
    await page.route('**/graphql', (route) =>
      route.request().headers()['x-keytree-view-as'] !== undefined && ++asked > 1
        ? route.fulfill({ json: { errors: [{ message: 'No longer.', extensions: { code: 'FORBIDDEN' } }] } })
        : route.continue(),
    );
    await signIn(page, world, `/accounts/${acme}/users/${viewed.id}`);
    await page.getByRole('button', { name: 'View as' }).click();
    await page.getByRole('alert', { name: 'Not permitted' }).waitFor();
    await page.getByRole('button', { name: 'End the preview' }).click();
    await menuOf(page, ADMIN.name).waitFor();
  });

  it.each(['this', 'another'])('ends a preview with it, signed out in %s window', async (where) => {
    const page = await world.newPage();
    await preview(page, viewed);
    if (where === 'this') {
      await signOut(page, 'Viewed');
    } else {
      const second = await page.context().newPage();
      await second.goto(world.url);
      await signOut(second, ADMIN.name);
    }
    // On the page as it is now: one that is loaded anew knows of no preview.
    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await page.getByRole('textbox', { name: 'Name' }).fill(ADMIN.name);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await menuOf(page, ADMIN.name).waitFor();
    await page.getByRole('heading', { name: 'Root' }).waitFor();
    expect(await page.getByRole('button', { name: 'End the preview' }).count()).toBe(0);
  });

  it('lets Escape close nothing while it is asked for again, and so loses nothing', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/users`);
    const form = await newUser(page, 'Kim');
    await endSessions(page);
    await form.getByRole('button', { name: 'New user' }).click();
    await ended(page).getByRole('textbox', { name: 'Password' }).press('Escape');
    await page.keyboard.press('Escape');
    await signInAgain(page);
    // What was asked is carried out now: without the form nobody would ever have this password.
    await page.getByLabel('Value of Kim', { exact: true }).waitFor();
    // And where nothing is asked, Escape closes again.
    await page.getByRole('checkbox', { name: 'I have stored it' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('dialog', { name: 'User' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'User' }).waitFor({ state: 'hidden' });
  });

  it.each(['refuses', 'cannot be reached'])(
    'goes on where the service %s as one signs out, and says so',
    async (how) => {
      const page = await world.newPage();
      await signIn(page, world, `/accounts/${acme}/users`);
      // What it answers is told in the page; the browser notes its status too.
      if (how === 'refuses') page.removeAllListeners('console');
      await page.route('**/session', (route) =>
        how === 'refuses' ? route.fulfill({ status: 503, json: {} }) : route.abort('internetdisconnected'),
      );
      await signOut(page, ADMIN.name);
      await page.getByRole('alert').filter({ hasText: 'You are still signed in' }).waitFor();
      await page.getByRole('link', { name: 'Desk' }).click();
      await page.getByRole('dialog', { name: 'User' }).waitFor();
      await page.unroute('**/session');
      await page.goto(world.url);
      await signOut(page, ADMIN.name);
      await page.getByRole('textbox', { name: 'Password' }).waitFor();
    },
  );

  it('does nothing in the name of somebody who signs in in another window', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/users`);
    const form = await newUser(page, 'Nobody');
    await endSessions(page);
    await form.getByRole('button', { name: 'New user' }).click();
    await ended(page).waitFor();
    const second = await page.context().newPage();
    await signIn(second, world, '/', { name: desk.name, password: PASSWORD, account: acme });
    await menuOf(page, desk.name).waitFor();
    await page.getByRole('link', { name: 'Viewed' }).waitFor();
    expect(await usersOfAcme()).toContain('Viewed');
    expect(await usersOfAcme()).not.toContain('Nobody');
  });
});
