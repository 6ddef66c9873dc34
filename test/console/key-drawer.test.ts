import { createApiKey } from '../../src/application/keys/create-api-key';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { updateApiKey } from '../../src/application/keys/update-api-key';
import { publicId } from '../../src/domain/ids';
import { type ConsoleWorld, describeConsole, signIn, startConsole } from '../support/console-browser';
import { bare, People } from '../support/people';

describeConsole('the details of a key', () => {
  let world: ConsoleWorld;

  beforeAll(async () => {
    world = await startConsole();
  });

  afterAll(() => world.close());

  it('are of one state, and bring the list up to it', async () => {
    const acme = await new People(world).vendor(world.rootId, 'Acme');
    const { apiKey } = await createApiKey(world.commandLine, { accountId: bare(acme), name: 'Tills' });
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/keys`);
    const link = page.getByRole('link', { name: 'Tills' });
    await link.waitFor();
    const changes = { description: 'Of the shops', fullApiAccess: true, allowedIps: ['198.51.100.0/24'] };
    await updateApiKey(world.commandLine, { keyId: apiKey.id, version: 1, ...changes });
    await deactivateApiKey(world.commandLine, { keyId: apiKey.id });

    await link.click();
    const drawer = page.getByRole('dialog', { name: 'Tills' });
    await drawer.getByText('Of the shops').waitFor();
    const shown = ['Inactive', 'Full access', '198.51.100.0/24'];
    for (const text of shown) expect([text, await drawer.getByText(text, { exact: true }).count()]).toEqual([text, 1]);
    await drawer.getByRole('button', { name: 'Close' }).click();
    const row = page.getByRole('row', { name: /Tills/ });
    for (const text of shown) await row.getByText(text, { exact: true }).waitFor();
  });

  it('go with a key that is deleted from there', async () => {
    const acme = await new People(world).vendor(world.rootId, 'Brewery');
    const { apiKey } = await createApiKey(world.commandLine, { accountId: bare(acme), name: 'Tills' });
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/keys/${publicId('ApiKey', apiKey.id)}`);
    const drawer = page.getByRole('dialog', { name: 'Tills' });
    await drawer.getByRole('button', { name: 'Actions for Tills' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: 'Type “Tills” to confirm' });
    await dialog.getByRole('textbox').fill('Tills');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.waitForURL(`${world.url}/accounts/${acme}/keys`);
    await page.getByText('No key opens this account.').waitFor();
    await page.getByRole('dialog').last().waitFor({ state: 'hidden' });
    expect(await page.getByRole('alert').filter({ hasText: 'Not found' }).count()).toBe(0);
  });
});
