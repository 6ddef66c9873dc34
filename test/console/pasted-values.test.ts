import { createApiKey } from '../../src/application/keys/create-api-key';
import { generateKeyValue } from '../../src/domain/keys/key-value';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { bare, People } from '../support/people';

const OWN = 'Vq7-mtW2_rLx9zKe4hTp';

/** root > Acme. */
describeConsole('a key’s value that is pasted into a search', () => {
  let world: ConsoleWorld;
  let acme: string;

  beforeAll(async () => {
    world = await startConsole();
    acme = await new People(world).vendor(world.rootId, 'Acme');
    await createApiKey(world.commandLine, { accountId: bare(world.rootId), name: 'Tills' });
  });

  afterAll(() => world.close());

  it.each([
    ['keys', 'Search keys', 'No key matches the filters.', 'Tills', 'q'],
    ['users', 'Name begins with', '0 users', 'one user', 'name'],
    ['endpoints', 'Search', 'No device matches the filters.', 'No other device has registered here.', 'q'],
    ['audit', 'On what', 'Not an id', 'Signed in', 'target'],
  ])('is in no address: %s', async (tab, label, noneFits, found, parameter) => {
    const value = generateKeyValue();
    const page = await world.newPage();
    const seen: string[] = [];
    page.on('framenavigated', (frame) => seen.push(decodeURIComponent(frame.url())));
    page.on('request', (request) => seen.push(request.url(), request.postData() ?? ''));
    await signIn(page, world, `/accounts/${world.rootId}/${tab}`);
    const search = page.getByRole('main').getByRole('searchbox', { name: label, exact: true });

    await search.fill('nobody');
    await page.getByText(noneFits).first().waitFor();
    await page.waitForURL(new RegExp(`[?&]${parameter}=nobody$`));

    // Of one's own choice: it may be a name as well, and is searched for.
    await search.fill(OWN);
    await page.waitForURL((url) => !url.searchParams.has(parameter));
    await page.getByText(noneFits).first().waitFor();

    await search.fill(`the key ${value}`);
    await page.getByText(/looks like a key’s value .* “Why\?” on an account says/).waitFor();
    await page.getByText(found).first().waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Clear the search' }).click();
    await search.fill('nobody');
    await page.waitForURL(new RegExp(`[?&]${parameter}=nobody$`));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.filter((one) => one.includes(value))).toEqual([]);
    expect(seen.filter((one) => one.startsWith('http') && one.includes(OWN))).toEqual([]);
    expect(page.url()).toContain(`/accounts/${world.rootId}/${tab}?`);
  });

  it('is not searched for among the accounts', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/keys`);
    const tree = page.getByRole('navigation', { name: 'Accounts' });
    await tree.getByRole('searchbox').fill(generateKeyValue());
    await tree.getByText(/looks like a key’s value/).waitFor();
    await tree.getByRole('tree').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await tree.getByText(/looks like a key’s value/).waitFor({ state: 'hidden' });
    await tree.getByRole('searchbox').fill('Acme');
    await tree.getByText('1 account found').waitFor();
  });
});
