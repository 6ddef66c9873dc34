import type { Page } from 'playwright-core';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { GraphqlClient } from '../support/graphql-client';
import { OAuthClient } from '../support/oauth-client';
import { PASSWORD, People } from '../support/people';

describeConsole('the devices of an account', () => {
  let world: ConsoleWorld;
  let admin: GraphqlClient;
  let people: People;
  let devices: OAuthClient;

  beforeAll(async () => {
    world = await startConsole();
    admin = await new GraphqlClient(world.server).signIn();
    people = new People(world);
    devices = new OAuthClient(world.server);
  });

  afterAll(() => world.close());

  /** A customer with a key that devices register with. */
  async function shop(name: string): Promise<{ accountId: string; key: string; path: string }> {
    const accountId = await people.customer(world.rootId, name);
    const made = await admin.mutate('createApiKey', { accountId, name: 'Hall' }, '... on ApiKeyValueSuccess { value }');
    return { accountId, key: made.value, path: `/accounts/${accountId}/endpoints` };
  }

  async function register(key: string, clientId: string, name: string): Promise<{ code: string; deviceCode: string }> {
    const form = { client_id: clientId, client_secret: key, client_type: 'printer', client_description: name };
    const { body } = await devices.register(form);
    return { code: body.user_code, deviceCode: body.device_code };
  }

  const dialog = (page: Page, name: string | RegExp): ReturnType<Page['getByRole']> =>
    page.getByRole('dialog', { name });

  it('lets one in by the code that it shows, renames, revokes and deletes it', async () => {
    const { key, path } = await shop('Bakery');
    const { code, deviceCode } = await register(key, 'printer-1', 'Printer');
    const page = await world.newPage();
    await signIn(page, world, path);
    await page.getByRole('tab', { name: 'Devices 1 device is waiting for a decision' }).waitFor();
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Printer' }).click();
    const drawer = dialog(page, 'Device');
    await drawer.getByText(code).waitFor();
    await drawer.getByText('from 203.0.113.7').first().waitFor();
    await expectAccessible(page);
    await drawer.getByRole('button', { name: 'Confirm' }).click();
    const confirming = dialog(page, 'Confirm Printer');
    await confirming.getByRole('textbox', { name: 'Code on the device' }).fill('BBBB-CCCC');
    await confirming.getByRole('button', { name: 'Confirm' }).click();
    await confirming.getByText(/No device that waits under this client id shows this code/).waitFor();
    await expectAccessible(page);
    await confirming.getByRole('textbox', { name: 'Code on the device' }).fill(code.toLowerCase());
    await confirming.getByRole('button', { name: 'Confirm' }).click();
    await drawer.getByText('An administrator confirmed it', { exact: false }).waitFor();
    await drawer.getByText('admin,', { exact: false }).waitFor();
    const token = await devices.token({
      grant_type: 'device_code',
      client_id: 'printer-1',
      client_secret: key,
      device_code: deviceCode,
    });
    expect(token.status).toBe(200);

    // Somebody else renames it meanwhile: that is shown, not overwritten.
    await drawer.getByRole('button', { name: 'Rename' }).click();
    const renaming = dialog(page, 'Rename Printer');
    await renaming.getByRole('textbox', { name: 'Name' }).fill('Printer by the door');
    const id = page.url().split('/').at(-1)?.split('?')[0];
    const read = await admin.ask('query ($id: ID!) { endpoint(id: $id) { version } }', { id });
    await admin.mutate('renameEndpoint', { endpointId: id, version: read.endpoint.version, name: 'Printer upstairs' });
    await renaming.getByRole('button', { name: 'Rename' }).click();
    const conflicting = dialog(page, 'Rename Printer upstairs');
    await conflicting.getByRole('alert').getByText('Printer by the door').waitFor();
    await expectAccessible(page);
    await conflicting.getByRole('button', { name: 'Apply my changes' }).click();
    await conflicting.getByRole('button', { name: 'Rename', exact: true }).click();
    await drawer.getByRole('heading', { name: 'Printer by the door' }).waitFor();

    await drawer.getByRole('button', { name: 'Revoke' }).click();
    await dialog(page, /Revoke Printer/)
      .getByRole('button', { name: 'Revoke' })
      .click();
    await drawer.getByText('Revoked', { exact: true }).waitFor();
    await drawer.getByRole('button', { name: 'Delete' }).click();
    const deleting = dialog(page, /Delete Printer/);
    expect(await deleting.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
    await deleting.getByRole('textbox').fill('Printer by the door');
    await deleting.getByRole('button', { name: 'Delete' }).click();
    await drawer.waitFor({ state: 'hidden' });
    await page.getByText('No other device has registered here.').waitFor();
    expect((await admin.ask('query ($id: ID!) { endpoint(id: $id) { id } }', { id })).endpoint).toBeNull();
  });

  it('decides about several, and says what came of each', async () => {
    const { key, path } = await shop('Clinic');
    for (const one of ['a', 'b', 'c']) await register(key, one, `Till ${one}`);
    // Of two that ask under one client id only one can be it: that takes a code.
    await register(key, 'c', 'Till c');
    const page = await world.newPage();
    await signIn(page, world, path);
    for (const one of ['a', 'b', 'c']) await page.getByRole('checkbox', { name: `Select Till ${one}` }).check();
    await register(key, 'b', 'Till b');
    const bar = page.getByRole('region', { name: 'With the selected devices' });
    await bar.getByText('3 selected').waitFor();
    await expectAccessible(page);
    await bar.getByRole('button', { name: 'Confirm' }).click();
    const asking = dialog(page, 'Confirm 2 devices without their codes?');
    await asking.getByText('1 selected device is left out', { exact: false }).waitFor();
    await asking.getByRole('button', { name: 'Confirm' }).click();
    const outcome = dialog(page, '1 of 2 done');
    await outcome.getByText('Till a: confirmed').waitFor();
    await outcome.getByText(/More than one device asks/).waitFor();
    await expectAccessible(page);
    await outcome.getByRole('link', { name: 'Till b' }).click();
    await dialog(page, 'Device').getByRole('heading', { name: '2 devices are waiting under this client id' }).waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('searchbox', { name: 'Search', exact: true }).fill('till a');
    const waiting = page.getByRole('region', { name: 'Waiting for a decision' });
    await waiting.getByText('No device matches the filters.').waitFor();
    await page.getByRole('link', { name: 'Till a' }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('till a');
    await page.reload();
    await waiting.getByText('No device matches the filters.').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByRole('link', { name: 'Till b' }).waitFor();
  });

  it('offers with the reason what one may not do, and shows a vendor the devices below', async () => {
    const vendor = await people.vendor(world.rootId, 'Nordics');
    const accountId = await people.customer(vendor, 'School');
    const made = await admin.mutate('createApiKey', { accountId, name: 'Hall' }, '... on ApiKeyValueSuccess { value }');
    await register(made.value, 'gate', 'Gate');
    const viewer = await people.person(vendor, ['ViewAccount', 'ViewEndpoint'], vendor, 'viewer');
    const page = await world.newPage();
    const user = { name: viewer.name, password: PASSWORD, account: vendor };
    await signIn(page, world, `/accounts/${vendor}/endpoints`, user);
    await page.getByRole('link', { name: 'School' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Select Gate' }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Gate' }).click();
    const confirm = dialog(page, 'Device').getByRole('button', { name: 'Confirm' });
    await confirm.hover();
    await page.getByRole('tooltip').getByText('This needs ModifyEndpoint on its account.').waitFor();
    await dialog(page, 'Device').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('switch', { name: 'With all accounts below' }).click();
    await page.getByText('No device is waiting.').waitFor();
  });
});
