import { createApiKey } from '../../src/application/keys/create-api-key';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { updateApiKey } from '../../src/application/keys/update-api-key';
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
});
