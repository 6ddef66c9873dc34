import { setTimeout as after } from 'node:timers/promises';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { GraphqlClient } from '../support/graphql-client';
import { bare, People } from '../support/people';

const DAY_MS = 86_400_000;

describeConsole('the usage of an account', () => {
  let world: ConsoleWorld;
  let accountId: string;
  let key: { value: string; apiKey: { id: string } };

  beforeAll(async () => {
    world = await startConsole();
    const admin = await new GraphqlClient(world.server).signIn();
    accountId = await new People(world).customer(world.rootId, 'Bakery');
    const input = { accountId, name: 'Till', allowUnauthenticatedRequests: true };
    key = await admin.mutate('createApiKey', input, '... on ApiKeyValueSuccess { value apiKey { id } }');
    const gateway = { accountId: world.rootId, name: 'edge' };
    const { credential } = await admin.mutate(
      'createGateway',
      gateway,
      '... on GatewayCredentialSuccess { credential }',
    );
    for (const operation of ['LIMITED', 'LIMITED', 'LIMITED', 'ADMINISTRATIVE', 'ADMINISTRATIVE']) {
      const asked = { account: { id: accountId }, key: key.value, operation, clientIp: '192.0.2.9' };
      const answer = await fetch(`${world.url}/v1/verify`, {
        method: 'POST',
        headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
        body: JSON.stringify(asked),
      });
      expect(answer.status).toBe(200);
    }
    // They are written a second after.
    const written = async (): Promise<number> => {
      const [row] = await world.services.database.writer.query('SELECT SUM(requests) AS n FROM usage_day');
      return Number(row.n ?? 0);
    };
    while ((await written()) < 5) await after(50);
    const earlier = new Date(Date.now() - 40 * DAY_MS).toISOString().slice(0, 10);
    await world.services.database.writer.query(
      'INSERT INTO usage_day (account_id, day, key_id, outcome, requests) VALUES (?, ?, ?, ?, ?)',
      [bare(accountId), earlier, bare(key.apiKey.id), 'KEY_EXPIRED', 1234],
    );
  });

  afterAll(() => world.close());

  it('counts by day and outcome, as chart and as table, and leads from a refusal to its explanation', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${accountId}/usage`);
    const legend = page.getByRole('list', { name: 'What the bars stand for' });
    await legend.getByText('Passed: 3').waitFor();
    await legend.getByText('Full access missing: 2').waitFor();
    await page.getByRole('application', { name: 'Requests by day and what they were answered' }).waitFor();
    await expectAccessible(page);

    await page.getByText('90 days').click();
    await legend.getByText('Key expired: 1,234').waitFor();
    await page.getByText('As table', { exact: true }).click();
    const table = page.getByRole('region', { name: 'Requests by day, as a table' });
    await table.getByRole('row').nth(90).waitFor();
    expect(await table.getByRole('row').count()).toBe(91);
    const newest = await table.getByRole('row').nth(1).getByRole('cell').allTextContents();
    expect(newest).toEqual(['3', '0', '2']);
    const asked = new URL(page.url()).searchParams;
    expect([asked.get('days'), asked.get('view')]).toEqual(['90', 'table']);
    await page.getByText('7 days').click();
    await expectAccessible(page);

    await page.getByRole('combobox', { name: 'Reason' }).click();
    await page.getByRole('option', { name: 'Key blocked' }).click();
    await page.getByText('Nothing was refused recently for these reasons.').waitFor();
    await page.keyboard.press('Backspace');
    await page
      .getByRole('link', { name: /^Why\? the request of/ })
      .first()
      .click();
    await page.waitForURL(/\/why\?/);
    const why = new URL(page.url());
    expect(why.pathname).toBe(`/accounts/${accountId}/why`);
    expect(Object.fromEntries(why.searchParams)).toEqual({
      key: key.apiKey.id,
      operation: 'ADMINISTRATIVE',
      ip: '192.0.2.9',
    });
  });

  it('counts what came with one key', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${accountId}/usage?days=7`);
    await page.getByRole('combobox', { name: 'Key', exact: true }).click();
    await page.getByRole('option', { name: 'Till' }).click();
    await page.getByText('Requests with this key', { exact: false }).waitFor();
    await page.getByText('Passed: 3').waitFor();
    expect(new URL(page.url()).searchParams.get('key')).toBe(key.apiKey.id);
    await page.reload();
    await page.getByText('Requests with this key', { exact: false }).waitFor();
    await page.getByText('Passed: 3').waitFor();
  });

  it('shows 30 days as a chart where the address asks for what there is not', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${accountId}/usage?days=constructor&view=toString`);
    await page.getByText('Passed: 3').waitFor();
    await page.getByRole('radio', { name: '30 days', checked: true }).waitFor({ state: 'attached' });
    await page.getByRole('radio', { name: 'As chart', checked: true }).waitFor({ state: 'attached' });
  });
});
