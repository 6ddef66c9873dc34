import type { Page } from 'playwright-core';
import { createAccount } from '../../src/application/accounts/create-account';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { deleteApiKey } from '../../src/application/keys/delete-api-key';
import { updateApiKey } from '../../src/application/keys/update-api-key';
import { publicId } from '../../src/domain/ids';
import { ApiKey } from '../../src/entities/api-key';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { bare, People } from '../support/people';
import { newTestGateway } from '../support/test-gateway';

/** root > Acme > Bakery, which has the keys of the root's templates. */
describeConsole('what is done with keys', () => {
  let world: ConsoleWorld;
  let acme: string;
  let bakery: string;

  beforeAll(async () => {
    world = await startConsole();
    acme = await new People(world).vendor(world.rootId, 'Acme');
    const input = { parentId: bare(acme), kind: 'CUSTOMER', name: 'Bakery' } as const;
    bakery = publicId('Account', (await createAccount(world.commandLine, input)).account.id);
  });

  afterAll(() => world.close());

  const newKey = async (name: string): Promise<string> =>
    (await createApiKey(world.commandLine, { accountId: bare(acme), name })).apiKey.id;

  const keyOf = (id: string): Promise<ApiKey> =>
    world.services.database.writer.getRepository(ApiKey).findOneByOrFail({ id });

  const act = async (page: Page, name: string, action: string): Promise<void> => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    // The whole of it: until the list is read anew, a key that was stopped still has “Deactivate”.
    await page.getByRole('menuitem', { name: action, exact: true }).click();
  };

  const focusIsOn = (page: Page, name: string): Promise<void> =>
    page.waitForFunction((label) => document.activeElement?.getAttribute('aria-label') === label, name).then(() => {});

  /** As a gateway asks for a client; uses are written every second. */
  async function use(key: string): Promise<string> {
    const gateway = await newTestGateway(world, { id: bare(world.rootId) });
    const response = await fetch(`${world.url}/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway}` },
      body: JSON.stringify({ key, account: { id: bakery }, operation: 'LIMITED', clientIp: '198.51.100.7' }),
    });
    return ((await response.json()) as { code: string }).code;
  }

  it('makes one: each fault stands where it belongs, and the value is shown once', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/keys`);
    await page.getByRole('button', { name: 'New key' }).click();
    const form = page.getByRole('dialog', { name: 'New key on “Acme”' });
    await form.getByRole('textbox', { name: 'Name' }).fill('Tills');
    await form.getByRole('switch', { name: 'No user needed' }).check();
    await form.getByRole('switch', { name: 'Full access' }).check();
    await form.getByText(/^Whoever has the value may do everything/).waitFor();
    await form.getByRole('textbox', { name: 'Allowed address 1' }).fill('198.51.100.0/24');
    await form.getByText(/^Whoever has the value may do everything/).waitFor({ state: 'hidden' });
    await form.getByRole('textbox', { name: 'Allowed address 2' }).fill('172.16.31.200/12');
    await form.getByRole('button', { name: 'In 90 days' }).click();
    await form.getByRole('button', { name: 'Advanced' }).click();
    await form.getByRole('textbox', { name: 'A value of your own' }).fill('aaaaaaaaaaaaaaaaaaaa');
    await form.getByRole('checkbox', { name: 'See accounts' }).check();
    await form.getByRole('button', { name: 'Make the key' }).click();
    await form.getByText(/172\.16\.31\.200\/32 .* 172\.16\.0\.0\/12/).waitFor();
    await form.getByText(/repeats few characters/).waitFor();
    await focusIsOn(page, 'Allowed address 2');
    await expectAccessible(page);

    await form.getByRole('button', { name: 'Remove address 2' }).click();
    await form.getByRole('textbox', { name: 'A value of your own' }).fill('');
    await form.getByRole('button', { name: 'Make the key' }).click();
    const shown = page.getByRole('dialog', { name: 'The key’s value' });
    const value = (await shown.getByText(/^kt_/).textContent()) ?? '';
    expect(await use(value)).toBe('VALID');
    await shown.getByRole('checkbox', { name: 'I have stored it' }).check();
    await shown.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: 'Tills' }).waitFor();
    expect(await page.content()).not.toContain(value);
    expect(page.url()).not.toContain(value);
    expect(
      await page.evaluate(() => JSON.stringify([Object.values(localStorage), Object.values(sessionStorage)])),
    ).not.toContain(value);
  });

  it('edits one that somebody else changes meanwhile: what each did stays', async () => {
    const id = await newKey('Shared');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/keys`);
    await act(page, 'Shared', 'Edit');
    const form = page.getByRole('dialog', { name: 'Edit “Shared”' });
    await form.getByRole('textbox', { name: 'Description' }).fill('of mine');
    const theirs = { description: 'of theirs', allowUnauthenticatedRequests: true, tags: ['theirs'] };
    await updateApiKey(world.commandLine, { keyId: id, version: 1, ...theirs });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('row', { name: /Description.*of mine.*of theirs/ }).waitFor();
    await form.getByRole('row', { name: /No user needed.*not changed by you.*on/ }).waitFor();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Apply my changes' }).click();
    await form.waitFor({ state: 'hidden' });
    await focusIsOn(page, 'Actions for Shared');
    expect(await keyOf(id)).toMatchObject({ ...theirs, description: 'of mine', version: 3 });
  });

  it('stops one, starts it, gives it a new value and deletes it, having shown who uses it', async () => {
    const { apiKey, generatedValue } = await createApiKey(world.commandLine, {
      ...{ accountId: bare(acme), name: 'Used', allowUnauthenticatedRequests: true },
    });
    const old = generatedValue ?? '';
    expect(await use(old)).toBe('VALID');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/keys`);
    const uses = page.getByRole('dialog').getByText('In use: it opened 1 account in the last 30 days');
    const dialog = page.getByRole('dialog', { name: 'Deactivate “Used”?' });
    // Uses are written every second.
    for (let tries = 0; tries < 15 && !(await uses.isVisible()); tries++) {
      await act(page, 'Used', 'Deactivate');
      await dialog.getByText(/^(Nobody used it|In use)/).waitFor();
      if (await uses.isVisible()) break;
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'hidden' });
    }
    await dialog.getByText('198.51.100.7').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('“Used” is inactive.').waitFor();
    expect(await keyOf(apiKey.id)).toMatchObject({ active: false });
    await act(page, 'Used', 'Activate');
    await page.getByText('“Used” is active.').waitFor();

    await act(page, 'Used', 'New value');
    const anew = page.getByRole('dialog', { name: 'New value for “Used”' });
    await anew.getByRole('radio', { name: '1 hour' }).check();
    await anew.getByRole('button', { name: 'Regenerate' }).click();
    const shown = page.getByRole('dialog', { name: 'The key’s new value' });
    expect(await use((await shown.getByText(/^kt_/).textContent()) ?? '')).toBe('VALID');
    expect(await use(old)).toBe('VALID');
    await shown.getByRole('checkbox').check();
    await shown.getByRole('button', { name: 'Done' }).click();
    await focusIsOn(page, 'Actions for Used');

    await act(page, 'Used', 'Delete');
    const last = page.getByRole('dialog', { name: 'Delete “Used”?' });
    await last.getByRole('textbox', { name: /^Type/ }).fill('Used');
    await last.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('link', { name: 'Used', exact: true }).waitFor({ state: 'hidden' });
    await expect(keyOf(apiKey.id)).rejects.toThrow();
  });

  it('blocks an inherited one below its account, and lifts the block', async () => {
    await newKey('Inherited');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${bakery}/keys`);
    await act(page, 'Inherited', 'Block here and below');
    const dialog = page.getByRole('dialog', { name: 'Block “Inherited”?' });
    await dialog.getByText(/no longer works on “Bakery” and on all accounts below it\. On “Acme”/).waitFor();
    await dialog.getByRole('button', { name: 'Block' }).click();
    await page.getByText('“Inherited” is blocked on “Bakery” and below.').waitFor();
    await act(page, 'Inherited', 'Lift the block');
    await page.getByRole('dialog').getByRole('button', { name: 'Lift the block' }).click();
    await page.getByText('“Inherited” is no longer blocked by “Bakery”.').waitFor();
  });

  it('deletes several, and says what became of each', async () => {
    const gone = await newKey('Batch 1');
    const kept = await newKey('Batch 2');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/keys`);
    for (const name of ['Batch 1', 'Batch 2']) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
    await page.getByRole('region', { name: 'Selected keys' }).getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 2 keys?' });
    await dialog.getByRole('listitem').nth(1).waitFor();
    await deleteApiKey(world.commandLine, { keyId: gone });
    await dialog.getByRole('textbox', { name: /^Type/ }).fill('2');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    const outcome = page.getByRole('dialog', { name: 'Outcome' });
    await outcome.getByText('1 key was deleted. 1 was refused.').waitFor();
    await outcome.getByRole('row', { name: /Batch 1 There is no such API key/ }).waitFor();
    await outcome.getByRole('row', { name: 'Batch 2 Done' }).waitFor();
    await expectAccessible(page);
    await outcome.getByRole('button', { name: 'Done' }).click();
    await expect(keyOf(kept)).rejects.toThrow();
  });
});
