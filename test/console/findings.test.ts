import type { Page } from 'playwright-core';
import { createAccount } from '../../src/application/accounts/create-account';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { publicId } from '../../src/domain/ids';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { bare, PASSWORD, People } from '../support/people';
import { newTestGateway } from '../support/test-gateway';

/** root > Acme, which has a key, with customers that have the keys of the root's four templates. */
describeConsole('findings about keys', () => {
  let world: ConsoleWorld;
  let people: People;
  let acme: string;
  let kioskKey: string;

  beforeAll(async () => {
    world = await startConsole();
    people = new People(world);
    acme = await people.vendor(world.rootId, 'Acme');
    const { apiKey } = await createApiKey(world.commandLine, { accountId: bare(acme), name: 'Kiosk' });
    kioskKey = publicId('ApiKey', apiKey.id);
  });

  afterAll(() => world.close());

  const newCustomer = async (name: string): Promise<string> => {
    const input = { parentId: bare(acme), kind: 'CUSTOMER', name } as const;
    return publicId('Account', (await createAccount(world.commandLine, input)).account.id);
  };

  /** As a client behind a gateway would. */
  async function use(key: string, accountId: string): Promise<void> {
    const gateway = await newTestGateway(world, { id: bare(world.rootId) });
    const response = await fetch(`${world.url}/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway}` },
      body: JSON.stringify({ key, account: { id: accountId }, operation: 'LIMITED', clientIp: '192.0.2.77' }),
    });
    expect(await response.json()).toMatchObject({ code: 'VALID' });
  }

  const focusIsOn = (page: Page, text: string): Promise<unknown> =>
    page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, text);

  /** Uses are written every second. */
  async function refreshUntilUsed(page: Page): Promise<void> {
    const used = page.getByText('“Till clients” is in use');
    for (let tries = 0; tries < 15 && !(await used.isVisible()); tries++) {
      await page.getByRole('button', { name: 'Refresh' }).click();
      await used.waitFor({ timeout: 1000 }).catch(() => undefined);
    }
    await used.waitFor();
  }

  it('lead step by step from the predefined keys to one of one’s own', async () => {
    const bakery = await newCustomer('Bakery');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${bakery}/findings`);
    await page.getByText('8 findings').waitFor();
    await page.getByRole('region', { name: 'Fix it today' }).getByRole('listitem').nth(3).waitFor();

    await page.getByRole('link', { name: /^Replace: Default key for client and gateway/ }).click();
    const way = page.getByRole('region', { name: 'Replace the predefined keys' });
    expect(await way.getByRole('checkbox', { name: 'Default key for client and gateway' }).isChecked()).toBe(true);
    expect(await way.getByRole('switch', { name: 'No user needed' }).isChecked()).toBe(true);
    await way.getByRole('textbox', { name: 'Name' }).fill('edge DEVICE');
    await way.getByRole('button', { name: 'Make the key' }).click();
    await way.getByText(/already/).waitFor();
    await way.getByRole('textbox', { name: 'Name' }).fill('Till clients');
    await expectAccessible(page);
    await way.getByRole('button', { name: 'Make the key' }).click();
    const value = (await page.getByLabel('Value of Till clients', { exact: true }).textContent()) ?? '';
    await page.getByRole('checkbox', { name: 'I have stored it' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await way.getByText('“Till clients” has not been used yet').waitFor();
    await focusIsOn(page, 'Put it to use');

    await use(value, bakery);
    await way.getByRole('button', { name: 'Continue later' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Replace them step by step' }).click();
    await refreshUntilUsed(page);
    await way.getByText('192.0.2.77').waitFor();

    await way.getByRole('button', { name: 'Next' }).click();
    await way.getByRole('button', { name: 'Deactivate 4 keys' }).waitFor();
    await focusIsOn(page, 'Deactivate the predefined keys');
    await expectAccessible(page);
    await way.getByRole('button', { name: 'Back' }).click();
    await focusIsOn(page, 'Put it to use');
    await way.getByRole('button', { name: 'Next' }).click();
    await way.getByRole('button', { name: 'Deactivate 4 keys' }).click();
    await page.getByText('The predefined keys are deactivated').waitFor();
    await page.getByText('All is well').waitFor();
  });

  it('are of one account or of all below, of one kind or of all, each with the way to mend it', async () => {
    await newCustomer('Florist');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/findings`);
    const extend = page.getByRole('link', { name: 'Set an expiry: Kiosk of Acme' });
    expect(await extend.getAttribute('href')).toBe(`/accounts/${acme}/keys/${kioskKey}?action=edit`);
    await page.getByText('1 finding', { exact: true }).waitFor();

    await page.getByRole('switch', { name: 'All accounts below too' }).click();
    await page.getByRole('link', { name: /^Replace: Edge device of Florist/ }).waitFor();
    await page.getByRole('combobox', { name: 'Kind of finding' }).click();
    await page.getByRole('option', { name: 'Expires soon' }).click();
    await page.getByText('No findings of this kind').waitFor();
    expect(new URL(page.url()).search).toBe('?below=true&kind=EXPIRES_SOON');
  });

  it('are shown to who may not mend them, and say so', async () => {
    const salon = await newCustomer('Salon');
    const { name } = await people.person(salon, ['ViewAccount', 'ViewApiKey'], salon, 'viewer');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${salon}/findings`, { name, password: PASSWORD, account: salon });
    await page.getByText('Others can fix this').first().waitFor();
    const begin = page.getByRole('button', { name: 'Replace them step by step' });
    expect(await begin.getAttribute('aria-disabled')).toBe('true');
    expect(await begin.getAttribute('aria-description')).toBe('This needs ModifyApiKey on this account.');
  });
});
