import type { Page } from 'playwright-core';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { bare, People } from '../support/people';

describeConsole('menus', () => {
  let world: ConsoleWorld;
  let page: Page;

  beforeAll(async () => {
    world = await startConsole();
    const acme = await new People(world).vendor(world.rootId, 'Acme');
    await createApiKey(world.commandLine, { accountId: bare(acme), name: 'Tills' });
    page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/keys`);
    await page.getByRole('heading', { level: 1, name: 'Acme' }).waitFor();
  });

  afterAll(() => world.close());

  it.each([
    ['of a key', 'Actions for Tills', 'Why?'],
    ['of an account', 'More actions', 'Rename or change'],
    ['of oneself', 'admin', 'Your profile'],
    ['of languages', 'Language', 'English'],
  ])('%s are read by everybody, and begin at their first entry', async (_, button, first) => {
    await page.getByRole('button', { name: button }).press('Enter');
    await page.waitForFunction((name) => {
      const active = document.activeElement;
      return active?.getAttribute('role') === 'menuitem' && active.textContent.startsWith(name);
    }, first);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
  });
});
