import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { updateAccount } from '../../src/application/accounts/update-account';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { bare, People } from '../support/people';
import { ADMIN } from '../support/test-installation';

/** root > Acme > a bakery that was renamed, and 120 more customers. */
describeConsole('the audit log', () => {
  let world: ConsoleWorld;
  let acme: string;
  let bakery: string;

  beforeAll(async () => {
    world = await startConsole();
    const people = new People(world);
    acme = await people.vendor(world.rootId, 'Acme');
    bakery = await people.customer(acme, 'Bakery');
    for (let count = 1; count <= 120; count++) await people.customer(acme, `Customer ${count}`);
    await updateAccount(world.commandLine, {
      accountId: bare(bakery),
      version: 1,
      name: '=1+1 "quoted"',
      domains: ['bakery.example'],
    });
  });

  afterAll(() => world.close());

  /** What was exported, as the browser has downloaded it. */
  async function exported(page: Page, format: 'CSV' | 'JSON'): Promise<string> {
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^keytree-audit-acc_[0-9a-f]{32}-[0-9-]{10}\\.${format.toLowerCase()}$`),
    );
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    return readFileSync(await download.path(), 'utf8');
  }

  it('tells what happened on an account and below, page by page, and of one event all of it', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/audit`);
    const events = page.getByRole('list', { name: 'Events' });
    await page.getByText('123 events').waitFor();
    // The list is asked for by itself.
    await events.getByRole('listitem').first().waitFor();
    expect(await events.getByRole('listitem').count()).toBe(100);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await events.getByRole('listitem').nth(122).waitFor();

    await events.getByRole('link', { name: 'Account changed' }).click();
    const event = page.getByRole('dialog', { name: 'Account changed' });
    await event.getByRole('row', { name: 'Name Bakery =1+1 "quoted"' }).waitFor();
    await event.getByRole('row', { name: 'Domains added none bakery.example' }).waitFor();
    await event.getByText('Command line').waitFor();
    // The address alone leads there.
    await page.reload();
    await event.getByRole('button', { name: 'Only what was done to this' }).click();
    await page.getByText('2 events').waitFor();
    await expectAccessible(page);
    await page.goBack();
    await event.waitFor();
    await page.goForward();
    await events.getByRole('link', { name: 'Account changed' }).click();
    await event.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await event.waitFor({ state: 'hidden' });
  });

  it('keeps its filters in the address', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${world.rootId}/audit`);
    await page.getByRole('combobox', { name: 'What', exact: true }).fill('signed');
    await page.getByRole('option', { name: 'Signed in', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Who', exact: true }).fill('adm');
    await page.getByRole('option', { name: ADMIN.name }).click();
    await page.getByRole('button', { name: 'Today' }).click();
    await page.waitForURL(/action=SIGNED_IN&actor=usr_\w+&range=today$/);
    const events = page.getByRole('list', { name: 'Events' });
    await events.getByRole('link', { name: 'Signed in' }).first().waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Today', pressed: true }).waitFor();
    await events.getByRole('link', { name: 'Signed in' }).first().waitFor();
    await page.getByLabel('To (before)').fill('2020-01-01T00:00');
    await page.getByText('No event matches the filter.').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await events.getByRole('link', { name: 'Account changed' }).first().waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('exports what is filtered, all pages of it, with nothing in it that a spreadsheet would run', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/audit?action=ACCOUNT_CREATED&action=ACCOUNT_UPDATED`);
    await page.getByText('123 events').waitFor();
    const csv = await exported(page, 'CSV');
    expect(csv.startsWith('\uFEFFid,at,action,')).toBe(true);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + 123);
    expect(csv).toContain(`,${bakery},"'=1+1 ""quoted""",`);
    expect(csv).not.toMatch(/(^|,)"?=/m);
    const json = JSON.parse(await exported(page, 'JSON')) as { action: string; account: object; after: object }[];
    expect(json).toHaveLength(123);
    expect(json[0]).toMatchObject({
      action: 'ACCOUNT_UPDATED',
      account: { id: bakery, name: '=1+1 "quoted"' },
      before: { name: 'Bakery', domains: [] },
    });
  });

  it('leaves out of a typed address what makes no sense', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/audit?range=constructor&action=toString&from=never`);
    await page.getByText('123 events').waitFor();
    expect(
      await page.getByRole('group', { name: 'Quick choice of time' }).getByRole('button', { pressed: true }).count(),
    ).toBe(0);
  });
});
