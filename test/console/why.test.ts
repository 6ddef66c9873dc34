import type { Page } from 'playwright-core';
import { suspendAccount } from '../../src/application/accounts/suspend-account';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { publicId } from '../../src/domain/ids';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { bare, People } from '../support/people';

/** root > Acme > Reseller > Bakery, and root > Elsewhere. */
describeConsole('why a request passes, or not', () => {
  let world: ConsoleWorld;
  let acme: string;
  let reseller: string;
  let bakery: string;
  let fleetKey: string;
  const elsewhereValue = 'f3a91c77-5be2-4d08-9c4e-2a7d10b6e845';

  const newKey = async (accountId: string, name: string, more: object = {}): Promise<string> => {
    const input = { accountId: bare(accountId), name, allowUnauthenticatedRequests: true, ...more };
    return publicId('ApiKey', (await createApiKey(world.commandLine, input)).apiKey.id);
  };

  beforeAll(async () => {
    world = await startConsole();
    const people = new People(world);
    acme = await people.vendor(world.rootId, 'Acme');
    reseller = await people.vendor(acme, 'Reseller');
    bakery = await people.customer(reseller, 'Bakery');
    fleetKey = await newKey(acme, 'Fleet', { allowedIps: ['198.51.100.0/24'] });
    await newKey(await people.vendor(world.rootId, 'Elsewhere'), 'Other', { value: elsewhereValue });
  });

  afterAll(() => world.close());

  const ask = (page: Page): Promise<void> => page.getByRole('button', { name: 'Would it pass?' }).click();
  const answer = (page: Page, name: string): Promise<void> => page.getByRole('heading', { name }).waitFor();

  it('is told at once to who follows a link, with a picture, and is mended on the spot', async () => {
    await blockInheritedKey(world.commandLine, { accountId: bare(bakery), keyId: bare(fleetKey) });
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${bakery}/why?key=${fleetKey}&operation=LIMITED&ip=192.0.2.1`);
    await answer(page, 'This request would be refused');
    await page.getByText('Bakery blocks the key “Fleet”: it does not work there').waitFor();
    const picture = page.getByRole('figure', { name: /^“Fleet” is defined on Acme and reaches down to Reseller\./ });
    expect(await picture.getByRole('listitem').allTextContents()).toEqual([
      'Root',
      'Acmedefines the key',
      'Reseller',
      'Bakeryblocks the keyasked about',
    ]);
    await page.getByText('This would fail too: The key “Fleet” may be used from 198.51.100.0/24 only').waitFor();
    const edit = page.getByRole('link', { name: 'Edit the allowed addresses of “Fleet”' });
    expect(await edit.getAttribute('href')).toBe(`/accounts/${acme}/keys/${fleetKey}?action=edit`);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Unblock “Fleet” on Bakery' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Unblock' }).click();
    await page.getByText('The key “Fleet” may be used from 198.51.100.0/24 only, and 192.0.2.1').waitFor();
    await page.getByRole('textbox', { name: 'Address of the client' }).fill('198.51.100.9');
    await ask(page);
    await answer(page, 'This request would pass');
    await page.getByText('The key “Fleet”, defined on Acme, opens Bakery for this request.').waitFor();
    expect(new URL(page.url()).search).toBe(`?key=${fleetKey}&operation=LIMITED&ip=198.51.100.9`);
  });

  it('is told of a pasted value, which stays out of the address and of what the browser keeps', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${bakery}/why`);
    await page.getByText('Paste a value').click();
    await page.getByRole('textbox', { name: 'Value of the key' }).fill(`${elsewhereValue} `);
    await page.getByRole('textbox', { name: 'Address of the client' }).fill('198.51.100');
    await ask(page);
    await page.getByText('This is not an IPv4 or IPv6 address').waitFor();
    await page.getByRole('textbox', { name: 'Address of the client' }).fill('');
    await ask(page);
    await page.getByText('No key with this value opens Bakery.').waitFor();
    await page.getByRole('link', { name: '“Other” of Elsewhere' }).waitFor();

    await page.getByRole('switch', { name: 'The request names Bakery' }).click();
    await ask(page);
    await page.getByText('The key “Other”, defined on Elsewhere, opens Elsewhere for this request.').waitFor();
    const kept = await page.evaluate(() =>
      JSON.stringify([window.location.href, Object.entries(localStorage), Object.entries(sessionStorage)]),
    );
    expect(kept).not.toContain(elsewhereValue);
  });

  it('finds the key by its name, and says what a login lacks and who is suspended', async () => {
    const page = await world.newPage();
    await suspendAccount(world.commandLine, { accountId: bare(reseller) });
    await signIn(page, world, `/accounts/${bakery}/why`);
    const key = page.getByRole('combobox', { name: 'Key', exact: true });
    await key.fill('flee');
    await page.getByRole('option', { name: /Fleet/ }).click();
    await page.getByRole('radio', { name: 'A login' }).check();
    await ask(page);
    await page.getByText('Reseller is suspended, and with it all accounts below, Bakery too.').waitFor();
    await page.getByRole('link', { name: 'Go to Reseller to resume it' }).waitFor();
    await page.getByRole('figure', { name: /reaches down to Acme\. Reseller is suspended\./ }).waitFor();
    await page.getByText(/users log in from trusted devices only, and no device token came/).waitFor();
    await page.getByRole('link', { name: 'Devices of Bakery' }).waitFor();
    await expectAccessible(page);
  });

  it('asks nothing that cannot be answered, and says what is missing', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/why`);
    await page.getByText('Choose the key that the request comes with.').waitFor();
    const asked: string[] = [];
    page.on('response', (response) => asked.push(`${response.status()} ${response.url()}`));
    await page.goto(`${world.url}/accounts/${acme}/why?key=${fleetKey}&ip=1.2.3`);
    const ip = page.getByRole('textbox', { name: 'Address of the client' });
    await page.getByText('This is not an IPv4 or IPv6 address').waitFor();
    await ip.fill('198.51.100.999');
    await page.getByText('This is not an IPv4 or IPv6 address').waitFor({ state: 'hidden' });
    await ask(page);
    await page.getByText('This is not an IPv4 or IPv6 address').waitFor();
    expect(asked.filter((one) => one.startsWith('400'))).toEqual([]);
    await ip.fill('198.51.100.9');
    await ask(page);
    await answer(page, 'This request would pass');
  });

  it('says so where the keys to choose from cannot be read', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/why`);
    const key = page.getByRole('combobox', { name: 'Key' });
    await key.click();
    await page.getByRole('option', { name: /^Fleet/ }).waitFor();
    // All of the page is there: what is still on its way would say the same of itself.
    await page.getByRole('treeitem', { name: /Acme/ }).waitFor();
    await page.context().setOffline(true);
    await key.fill('Fle');
    await page.getByText('The service or the network is down.').waitFor();
    await page.context().setOffline(false);
    await key.fill('Flee');
    await page.getByText('The service or the network is down.').waitFor({ state: 'hidden' });
  });
});
