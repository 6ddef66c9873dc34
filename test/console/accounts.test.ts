import type { Locator, Page } from 'playwright-core';
import { updateAccount } from '../../src/application/accounts/update-account';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { bare, PASSWORD, People } from '../support/people';

/** root > Acme, Globex. */
describeConsole('accounts and their settings', () => {
  let world: ConsoleWorld;
  let people: People;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    world = await startConsole();
    people = new People(world);
    acme = await people.vendor(world.rootId, 'Acme');
    globex = await people.vendor(world.rootId, 'Globex');
  });

  afterAll(() => world.close());

  const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
  const title = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name });

  /** A notice at the bottom lies over nothing that is used. */
  const TALL = { viewport: { width: 1280, height: 1600 } };

  async function choose(page: Page, action: string, of = 'More actions'): Promise<void> {
    await page.getByRole('button', { name: of }).click();
    await page.getByRole('menuitem', { name: action }).click();
  }

  async function store(page: Page): Promise<void> {
    await page.getByRole('checkbox', { name: 'I have stored it' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
  }

  it('makes a customer, and shows the values of its keys this once', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/settings`);
    await page.getByRole('button', { name: 'New sub-account' }).click();
    const form = dialog(page, 'New account below Acme');
    await form.getByRole('textbox', { name: 'Name' }).fill('Bakery');
    await form.getByRole('combobox', { name: 'Domains' }).fill('no_domain!,');
    await form.getByRole('button', { name: 'Advanced: token lifetimes' }).click();
    await form.getByRole('textbox', { name: 'Refresh tokens', exact: true }).fill('30');
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Create' }).click();
    await form
      .getByText(/host name/)
      .last()
      .waitFor();
    await form.getByRole('combobox', { name: 'Domains' }).press('Backspace');
    await form.getByRole('combobox', { name: 'Domains' }).fill('bakery.example');
    await form.getByRole('button', { name: 'Create' }).click();

    const keys = dialog(page, 'Keys of Bakery');
    const value = await keys.getByLabel('Value of Edge device', { exact: true }).textContent();
    expect(value).toMatch(/^kt_/);
    await store(page);
    await title(page, 'Bakery').waitFor();
    expect(await page.content()).not.toContain(value);
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('row', { name: 'Refresh tokens 30 days, set here' }).waitFor();
    await page.getByRole('row', { name: 'User access tokens 1 hour, the default' }).waitFor();
    await page.getByRole('row', { name: /bakery\.example/ }).waitFor();
  });

  it('overwrites nothing that somebody else has changed meanwhile', async () => {
    const id = await people.customer(acme, 'Mill');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${id}/settings`);
    await choose(page, 'Rename or change');
    const form = dialog(page, 'Change Mill');
    await form.getByRole('textbox', { name: 'External id' }).fill('mine');
    await updateAccount(world.commandLine, { accountId: bare(id), version: 1, name: 'Windmill' });
    await form.getByRole('button', { name: 'Save' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'Somebody else has changed it meanwhile' });
    await notice.getByRole('row', { name: 'Name Windmill Mill' }).waitFor();
    await expectAccessible(page);
    await notice.getByRole('button', { name: 'Apply my changes' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The account was changed.').waitFor();
    await title(page, 'Windmill').waitFor();
    await page.getByRole('row', { name: /External id mine/ }).waitFor();
    // Who opened the dialog by the keyboard is where they were.
    await page.locator('[aria-label="More actions"]:focus').waitFor();
  });

  it('suspends and resumes, moves with what goes, and deletes with all below', async () => {
    const branch = await people.vendor(acme, 'Branch');
    await people.customer(branch, 'Leaf');
    const { apiKey } = await createApiKey(world.commandLine, { accountId: bare(acme), name: 'Of Acme' });
    await blockInheritedKey(world.commandLine, { accountId: bare(branch), keyId: apiKey.id });
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${branch}/settings`);
    await choose(page, 'Suspend');
    await page.getByText('The account below it is suspended too.').waitFor();
    await dialog(page, 'Suspend Branch').getByRole('button', { name: 'Suspend' }).click();
    await page.getByText('Suspended', { exact: true }).first().waitFor();
    await choose(page, 'Resume');
    await dialog(page, 'Resume Branch').getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Branch was resumed.').waitFor();

    await choose(page, 'Move');
    const move = dialog(page, 'Move Branch');
    await move.getByRole('combobox', { name: 'New place' }).fill('Branch');
    await page.getByRole('option', { name: /the account itself or below it/, disabled: true }).waitFor();
    await move.getByRole('combobox', { name: 'New place' }).fill('Globex');
    await page.getByRole('option', { name: /Globex/ }).click();
    await move.getByRole('button', { name: 'Move' }).click();
    await move.getByText('the block of the key “Of Acme” on Branch').waitFor();
    await move.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('navigation', { name: 'The accounts above' }).getByRole('link', { name: 'Globex' }).waitFor();

    await choose(page, 'Delete');
    const remove = dialog(page, 'Delete Branch');
    await remove.getByText('1 account below it, with all that is in it').waitFor();
    await remove.getByRole('textbox', { name: /to confirm/ }).fill('Branch');
    await expectAccessible(page);
    await remove.getByRole('checkbox', { name: 'Delete the account below it too' }).check();
    await remove.getByRole('button', { name: 'Delete' }).click();
    await page.getByText(/Branch was deleted\. 2 accounts were deleted/).waitFor();
    await title(page, 'Globex').waitFor();
  });

  it('keeps templates and gateways, whose credential is shown once', async () => {
    const page = await world.newPage(TALL);
    await signIn(page, world, `/accounts/${globex}/settings`);
    await page.getByRole('button', { name: 'New template' }).click();
    const form = dialog(page, 'New template');
    await form.getByRole('textbox', { name: 'Name of the keys' }).fill('Kiosk');
    await form.getByLabel('Fixed value', { exact: true }).fill('aaaaaaaaaaaaaaaaaaaaaaaa');
    await form.getByRole('button', { name: 'Create' }).click();
    await form.getByText(/easily guessed|repeat/).waitFor();
    await form.getByLabel('Fixed value', { exact: true }).fill('Vq7-mtW2_rLx9zKe4hTp');
    await form.getByRole('button', { name: 'Create' }).click();
    const templates = page.getByRole('list', { name: 'Key templates' });
    await templates.getByText(/Fixed value Vq/).waitFor();
    await choose(page, 'Change', 'Actions for Kiosk');
    await page.getByRole('checkbox', { name: 'Remove the fixed value' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await templates.getByText(/Fixed value/).waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'New gateway' }).click();
    await dialog(page, 'New gateway').getByRole('textbox', { name: 'Name' }).fill('Front door');
    await page.getByRole('button', { name: 'Create' }).click();
    const credential = page.getByLabel('Value of Credential of Front door', { exact: true });
    const first = await credential.textContent();
    expect(first).toMatch(/^ktg_/);
    await store(page);
    await choose(page, 'Replace the credential', 'Actions for Front door');
    await dialog(page, /Replace/)
      .getByRole('button', { name: 'Replace the credential' })
      .click();
    await credential.waitFor();
    expect(await credential.textContent()).not.toBe(first);
    await store(page);
    await choose(page, 'Disable', 'Actions for Front door');
    await dialog(page, /Disable/)
      .getByRole('button', { name: 'Disable' })
      .click();
    await page.getByRole('list', { name: 'Gateways' }).getByText('Disabled').waitFor();
    await expectAccessible(page);
  });

  it('makes a webhook, tests it, and tells what became of that', async () => {
    const page = await world.newPage(TALL);
    await signIn(page, world, `/accounts/${globex}/settings`);
    await page.getByRole('button', { name: 'New webhook' }).click();
    const form = dialog(page, 'New webhook');
    await form.getByRole('textbox', { name: 'Name' }).fill('Tickets');
    await form.getByRole('textbox', { name: 'URL' }).fill('https://hooks.invalid/keytree');
    await form.getByRole('button', { name: 'Create' }).click();
    expect(await page.getByLabel('Value of Secret of Tickets', { exact: true }).textContent()).toMatch(/^whsec_/);
    await store(page);
    await choose(page, 'Send a test', 'Actions for Tickets');
    await page.getByText('A test is on its way to Tickets').waitFor();
    await choose(page, 'Deliveries', 'Actions for Tickets');
    const deliveries = page.getByRole('list', { name: 'Deliveries' });
    await deliveries.getByRole('listitem').filter({ hasText: 'Test' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await choose(page, 'Delete', 'Actions for Tickets');
    await dialog(page, 'Delete the webhook Tickets').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('There are no webhooks here.').waitFor();
  });

  it('offers nothing that one may not do', async () => {
    const { name } = await people.person(acme, ['ViewAccount', 'ModifyAccount']);
    const page = await world.newPage(TALL);
    await signIn(page, world, `/accounts/${acme}/settings`, { name, password: PASSWORD, account: acme });
    await page.getByRole('heading', { name: 'Token lifetimes' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'This account',
      'Token lifetimes',
    ]);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Rename or change' }).waitFor();
    expect(await page.getByRole('menuitem').count()).toBe(1);
    await page.getByRole('menuitem', { name: 'Rename or change' }).click();
    await dialog(page, 'Change Acme').getByRole('textbox', { name: 'Name' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'External id' }).count()).toBe(0);
  });
});
