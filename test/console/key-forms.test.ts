import type { Locator, Page } from 'playwright-core';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { updateApiKey } from '../../src/application/keys/update-api-key';
import { ApiKey } from '../../src/entities/api-key';
import { type ConsoleWorld, describeConsole, signIn, startConsole } from '../support/console-browser';
import { bare, People } from '../support/people';

describeConsole('the forms of keys', () => {
  let world: ConsoleWorld;
  let page: Page;
  let acme: string;
  let tillsId: string;

  beforeAll(async () => {
    world = await startConsole();
    acme = await new People(world).vendor(world.rootId, 'Acme');
    const keys = await Promise.all(
      ['Tills', 'Kiosk', 'Scanner'].map((name) => createApiKey(world.commandLine, { accountId: bare(acme), name })),
    );
    tillsId = keys[0]?.apiKey.id ?? '';
    page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/keys?sort=name`);
  });

  afterAll(() => world.close());

  const act = async (name: string, action: string): Promise<void> => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };

  const expectFocus = async (on: Locator): Promise<void> => {
    await on.waitFor();
    const handle = await on.elementHandle();
    await page.waitForFunction((one) => document.activeElement === one, handle);
  };

  it('makes no key that has expired already, and forgets what was wrong once it is another', async () => {
    await page.getByRole('button', { name: 'New key' }).click();
    const form = page.getByRole('dialog', { name: /^New key/ });
    await form.getByRole('textbox', { name: 'Name' }).fill('Late');
    await form.getByLabel('Expires').fill('2020-01-31T09:30');
    await form.getByRole('button', { name: 'Make the key' }).click();
    await form.getByText(/^This is in the past/).waitFor();
    await expectFocus(form.getByLabel('Expires'));
    expect(await world.services.database.writer.getRepository(ApiKey).countBy({ name: 'Late' })).toBe(0);

    await form.getByRole('button', { name: 'In 30 days' }).click();
    await form.getByText(/^in 30 days/).waitFor();
    expect(await form.getByText(/^This is in the past/).count()).toBe(0);
    const [first, second] = [1, 2].map((number) => form.getByRole('textbox', { name: `Allowed address ${number}` }));
    await first?.fill('172.16.31.200/12');
    await second?.fill('192.168.7.7/16');
    await form.getByRole('button', { name: 'Make the key' }).click();
    await form.getByText(/172\.16\.31\.200\/32/).waitFor();
    await form.getByText(/192\.168\.7\.7\/32/).waitFor();
    await first?.fill('172.16.0.0/12');
    await form.getByText(/172\.16\.31\.200\/32/).waitFor({ state: 'hidden' });
    expect(await form.getByText(/192\.168\.7\.7\/32/).count()).toBe(1);
    await form.getByRole('button', { name: 'Cancel' }).click();
  });

  it('lets one rename a key that has expired', async () => {
    await updateApiKey(world.commandLine, { keyId: tillsId, version: 1, expiresAt: new Date('2020-01-31T09:30:00Z') });
    await act('Tills', 'Edit');
    const form = page.getByRole('dialog', { name: 'Edit “Tills”' });
    await form.getByRole('textbox', { name: 'Description' }).fill('Of the shops');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('“Tills” was saved.').waitFor();
  });

  it('says so where it was oneself who changed the key meanwhile', async () => {
    await act('Scanner', 'Edit');
    const form = page.getByRole('dialog', { name: 'Edit “Scanner”' });
    await form.getByRole('textbox', { name: 'Description' }).fill('here');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: 'Actions for Scanner' }).click();
    await other.getByRole('menuitem', { name: 'Edit' }).click();
    await other.getByRole('textbox', { name: 'Description' }).fill('there');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.getByText('“Scanner” was saved.').waitFor();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText(/^By you, in another window/).waitFor();
    await form.getByText('Changed meanwhile', { exact: true }).waitFor();
    await form.getByRole('button', { name: 'Apply my changes' }).click();
    await form.waitFor({ state: 'hidden' });
  });

  it('begins at the first field, or at what does no harm', async () => {
    const starts: readonly (readonly [string, (dialog: Locator) => Locator])[] = [
      ['Edit', (dialog) => dialog.getByRole('textbox', { name: 'Name' })],
      ['Deactivate', (dialog) => dialog.getByRole('button', { name: 'Cancel' })],
      ['New value', (dialog) => dialog.getByRole('radio', { checked: true })],
      ['Delete', (dialog) => dialog.getByRole('textbox', { name: /^Type/ })],
    ];
    for (const [action, first] of starts) {
      await act('Kiosk', action);
      const dialog = page.getByRole('dialog', { name: /“Kiosk”/ });
      await expectFocus(first(dialog));
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'hidden' });
    }
  });

  it('goes on at the next key after one was deleted', async () => {
    for (const [name, next] of [
      ['Kiosk', 'Scanner'],
      ['Tills', 'Scanner'],
    ] as const) {
      await act(name, 'Delete');
      const dialog = page.getByRole('dialog', { name: `Delete “${name}”?` });
      await dialog.getByRole('textbox', { name: /^Type/ }).fill(name);
      await dialog.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('link', { name }).waitFor({ state: 'hidden' });
      await expectFocus(page.getByRole('button', { name: `Actions for ${next}` }));
    }
  });
});
