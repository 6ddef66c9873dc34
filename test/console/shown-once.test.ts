import type { Locator, Page } from 'playwright-core';
import { createAccount } from '../../src/application/accounts/create-account';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { createGateway } from '../../src/application/gateways/create-gateway';
import { createWebhook } from '../../src/application/webhooks/create-webhook';
import { publicId } from '../../src/domain/ids';
import { type ConsoleWorld, describeConsole, signIn, startConsole } from '../support/console-browser';
import { bare, People } from '../support/people';

/** root > Acme > Bakery, which has predefined keys. */
describeConsole('a value that is shown once', () => {
  let world: ConsoleWorld;
  let page: Page;
  let acme: string;
  let bakery: string;

  beforeAll(async () => {
    world = await startConsole();
    acme = await new People(world).vendor(world.rootId, 'Acme');
    const input = { parentId: bare(acme), kind: 'CUSTOMER', name: 'Bakery' } as const;
    bakery = publicId('Account', (await createAccount(world.commandLine, input)).account.id);
    const accountId = bare(acme);
    await createApiKey(world.commandLine, { accountId, name: 'Tills' });
    await createGateway(world.commandLine, { accountId, name: 'Door' });
    await createWebhook(world.commandLine, { accountId, name: 'Tickets', url: 'https://hooks.invalid/' });
    page = await world.newPage({ viewport: { width: 1280, height: 1600 } });
    await signIn(page, world, `/accounts/${acme}/keys`);
  });

  afterAll(() => world.close());

  /** Holds back the answer to a mutation that the service has carried out, as a slow network does. */
  async function holdBack(
    operation: string,
  ): Promise<{ readonly isAsked: Promise<void>; readonly release: () => void }> {
    let [asked, release] = [(): void => undefined, (): void => undefined];
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes(`"${operation}"`)) return route.fallback();
      const response = await route.fetch();
      asked();
      await isReleased;
      return route.fulfill({ response });
    });
    return { isAsked, release };
  }

  const dialog = (): Locator => page.getByRole('dialog').last();

  async function choose(of: string, action: string): Promise<void> {
    await page.getByRole('button', { name: `Actions for ${of}` }).click();
    await page.getByRole('menuitem', { name: action }).click();
  }

  async function name(button: string, text: string): Promise<void> {
    await page.getByRole('button', { name: button }).click();
    await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill(text);
  }

  /** By every way that leads out of it. */
  async function tryToClose(): Promise<void> {
    await page.keyboard.press('Escape');
    await dialog().getByRole('button', { name: 'Cancel' }).dispatchEvent('click');
    await dialog().getByRole('button', { name: 'Close' }).dispatchEvent('click');
    await page.mouse.click(5, 1500);
  }

  /** Closes the window as its button does: the browser asks, and the answer is to stay. */
  async function tryToLeave(): Promise<void> {
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
  }

  async function store(): Promise<void> {
    await page.getByRole('checkbox', { name: 'I have stored it' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('checkbox', { name: 'I have stored it' }).waitFor({ state: 'hidden' });
  }

  it.each([
    ['of a new key', 'keys', 'CreateApiKey', 'Make the key', 'New', () => name('New key', 'New')],
    ['of a key', 'keys', 'RegenerateApiKey', 'Regenerate', 'Tills', () => choose('Tills', 'New value')],
    ['of a new gateway', 'settings', 'CreateGateway', 'Create', 'Gate', () => name('New gateway', 'Gate')],
    [
      ...(['of a gateway', 'settings', 'ReplaceGatewayCredential', 'Replace the credential', 'Door'] as const),
      () => choose('Door', 'Replace the credential'),
    ],
    [
      ...(['of a new webhook', 'settings', 'CreateWebhook', 'Create', 'Bell'] as const),
      async (): Promise<void> => {
        await name('New webhook', 'Bell');
        await dialog().getByRole('textbox', { name: 'URL' }).fill('https://hooks.invalid/bell');
      },
    ],
    [
      ...(['of a webhook', 'settings', 'RotateWebhookSecret', 'Rotate the secret', 'Tickets'] as const),
      () => choose('Tickets', 'Rotate the secret'),
    ],
    [
      ...(['of a new account', 'settings', 'CreateAccount', 'Create', 'Edge device'] as const),
      () => name('New sub-account', 'Mill'),
    ],
    [
      ...(['of a new user', 'users', 'CreateUser', 'New user', 'Ann'] as const),
      async (): Promise<void> => {
        await name('New user', 'Ann');
        await dialog().getByRole('button', { name: 'Generate' }).click();
      },
    ],
  ])('%s is shown, whatever is pressed while it is made', async (_of, tab, operation, verb, shownFor, open) => {
    await page.goto(`${world.url}/accounts/${acme}/${tab}`);
    await open();
    const { isAsked, release } = await holdBack(operation);
    await dialog().getByRole('button', { name: verb, exact: true }).click();
    await isAsked;
    await tryToClose();
    await tryToLeave();
    release();
    const value = page.getByLabel(new RegExp(`^Value of .*${shownFor}$`)).first();
    await value.waitFor();
    expect((await value.textContent())?.length).toBeGreaterThan(10);
    await page.unroute('**/graphql');
    await tryToLeave();
    await store();
  });

  it('stays where the steps to replace predefined keys are while a key is made', async () => {
    await page.goto(`${world.url}/accounts/${bakery}/findings`);
    await page.getByRole('button', { name: 'Replace them step by step' }).click();
    const way = page.getByRole('region', { name: 'Replace the predefined keys' });
    await way.getByRole('textbox', { name: 'Name' }).fill('Stand-in');
    const { isAsked, release } = await holdBack('MakeStandIn');
    await way.getByRole('button', { name: 'Make the key' }).click();
    await isAsked;
    await way.getByRole('button', { name: /^3/ }).dispatchEvent('click');
    await way.getByRole('button', { name: 'Continue later' }).dispatchEvent('click');
    await tryToLeave();
    release();
    await page.getByLabel('Value of Stand-in', { exact: true }).waitFor();
    await store();
    await page.getByText('“Stand-in” has not been used yet').waitFor();
  });

  it('is shown to one who has gone back meanwhile, and stays with one who goes back then', async () => {
    await page.unroute('**/graphql');
    await page.goto(`${world.url}/accounts/${acme}/settings`);
    await page.getByRole('tab', { name: 'Keys' }).click();
    await name('New key', 'Left behind');
    const { isAsked, release } = await holdBack('CreateApiKey');
    await dialog().getByRole('button', { name: 'Make the key' }).click();
    await isAsked;
    await page.goBack();
    await page.getByRole('tab', { name: 'Settings', selected: true }).waitFor();
    release();
    const value = page.getByLabel('Value of Left behind', { exact: true });
    await value.waitFor();
    await page.goForward();
    await page.getByRole('tab', { name: 'Keys', selected: true, includeHidden: true }).waitFor();
    expect(await value.isVisible()).toBe(true);
    await store();
    await page.getByRole('tab', { name: 'Keys', selected: true }).waitFor();
  });

  it('is shown to one who has left the steps to replace predefined keys meanwhile', async () => {
    await page.unroute('**/graphql');
    await page.goto(`${world.url}/accounts/${bakery}/findings?replace=all`);
    const way = page.getByRole('region', { name: 'Replace the predefined keys' });
    await way.getByRole('button', { name: 'Back' }).click();
    await way.getByRole('textbox', { name: 'Name' }).fill('Second stand-in');
    const { isAsked, release } = await holdBack('MakeStandIn');
    await way.getByRole('button', { name: 'Make the key' }).click();
    await isAsked;
    await page.getByRole('treeitem', { name: /Acme/ }).click();
    await page.getByRole('heading', { name: 'Acme' }).waitFor();
    release();
    await page.getByLabel('Value of Second stand-in', { exact: true }).waitFor();
    await store();
    await page.getByRole('heading', { name: 'Acme' }).waitFor();
  });

  it('closes again where it was refused', async () => {
    await page.unroute('**/graphql');
    await page.goto(`${world.url}/accounts/${acme}/settings`);
    await name('New gateway', 'Door');
    const form = page.getByRole('dialog', { name: 'New gateway' });
    await form.getByRole('button', { name: 'Create' }).click();
    await form.getByText(/already/).waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
  });
});
