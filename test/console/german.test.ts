import { createAccount } from '../../src/application/accounts/create-account';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { publicId } from '../../src/domain/ids';
import { type ConsoleWorld, describeConsole, signIn, startConsole } from '../support/console-browser';
import { bare, People } from '../support/people';
import { ADMIN } from '../support/test-installation';

describeConsole('the console in German', () => {
  let world: ConsoleWorld;
  let acme: string;

  beforeAll(async () => {
    world = await startConsole();
    acme = await new People(world).vendor(world.rootId, 'Acme');
    await createApiKey(world.commandLine, { accountId: bare(acme), name: 'Kassen' });
  });

  afterAll(() => world.close());

  it('says in German too what the service refuses', async () => {
    const page = await world.newPage({ locale: 'de-DE' });
    await page.goto(`${world.url}/accounts/${acme}/keys`);
    await page.getByRole('textbox', { name: 'Name' }).fill(ADMIN.name);
    await page.getByRole('textbox', { name: 'Passwort' }).fill('nicht dieses');
    await page.getByRole('button', { name: 'Anmelden' }).click();
    const refused = page.getByRole('alert').filter({ hasText: 'Das Konto, der Name oder das Passwort ist falsch' });
    await refused.waitFor();
    await page.getByRole('textbox', { name: 'Passwort' }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Anmelden' }).click();

    await page.getByRole('button', { name: 'Neuer Schlüssel' }).click();
    const form = page.getByRole('dialog', { name: 'Neuer Schlüssel auf „Acme“' });
    await form.getByRole('textbox', { name: 'Name' }).fill('Kassen');
    await form.getByRole('textbox', { name: 'Erlaubte Adresse 1' }).fill('172.16.31.200/12');
    await form.getByRole('textbox', { name: 'Erlaubte Adresse 2' }).fill('10.0.0.0/99');
    await form.getByRole('button', { name: 'Schlüssel anlegen' }).click();
    await form.getByText('Schreiben Sie 172.16.31.200/32 für die eine Adresse oder 172.16.0.0/12').waitFor();
    await form.getByText('Nach dem Schrägstrich steht eine Zahl von 0 bis 32 ohne führende Nullen').waitFor();

    await form.getByRole('button', { name: 'Adresse 2 entfernen' }).click();
    await form.getByRole('button', { name: 'Adresse 1 entfernen' }).click();
    await form.getByRole('button', { name: 'Schlüssel anlegen' }).click();
    await form.getByText('Das Konto hat schon einen Schlüssel dieses Namens').waitFor();
  });

  it('says by whom a key is blocked', async () => {
    const input = { parentId: bare(acme), kind: 'VENDOR', name: 'Bäckerei' } as const;
    const { account } = await createAccount(world.commandLine, input);
    const { apiKey } = await createApiKey(world.commandLine, { accountId: bare(acme), name: 'Waage' });
    await blockInheritedKey(world.commandLine, { accountId: account.id, keyId: apiKey.id });
    const page = await world.newPage({ locale: 'en-GB' });
    await signIn(page, world, `/accounts/${publicId('Account', account.id)}/keys`);
    await page.getByText('by this account').waitFor();
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: 'Deutsch' }).click();
    await page.getByText('von diesem Konto').waitFor();
  });

  it('loads what the service refuses in German for those who read German alone', async () => {
    const asked = async (locale: string): Promise<string[]> => {
      const page = await world.newPage({ locale });
      const paths: string[] = [];
      page.on('request', (request) => paths.push(new URL(request.url()).pathname));
      await page.goto(world.url);
      await page.getByRole('textbox', { name: 'Name' }).waitFor();
      return paths.filter((path) => /refusals/.test(path));
    };
    expect(await asked('de-DE')).toHaveLength(1);
    expect(await asked('en-GB')).toEqual([]);
  });
});
