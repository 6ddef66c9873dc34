import { setTimeout as after } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import {
  type ConsoleWorld,
  describeConsole,
  expectAccessible,
  signIn,
  startConsole,
  onceLaidOut,
} from '../support/console-browser';
import { GraphqlClient } from '../support/graphql-client';
import { People } from '../support/people';

const PHONE = { viewport: { width: 390, height: 844 } };
const LONG = 'With a rather long name, as such things are called by people who want to be understood';

/** What is wider than it has room for: the page, or what scrolls in it. */
function tooWide(page: Page): Promise<string[]> {
  const look = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('html, main *, [role="dialog"], [role="dialog"] *')]
        .filter((one) => one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX))
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => `${one.tagName} ${one.className}: ${one.scrollWidth} in ${one.clientWidth}`),
    );
  return onceLaidOut(page, look, (found) => found.length === 0);
}

describeConsole('tables of the console on a phone', () => {
  let world: ConsoleWorld;
  let accountId: string;
  let userId: string;

  beforeAll(async () => {
    world = await startConsole();
    const admin = await new GraphqlClient(world.server).signIn();
    const people = new People(world);
    accountId = await people.vendor(world.rootId, 'Acme');
    const shop = await people.customer(accountId, LONG);
    ({ id: userId } = await people.person(accountId, ['ViewAccount', 'ViewApiKey'], accountId, LONG));
    const input = { accountId, name: LONG, allowUnauthenticatedRequests: true };
    await admin.mutate('createApiKey', input);
    await admin.mutate('createWebhook', { accountId, name: LONG, url: `https://example.org/${'a'.repeat(80)}` });
    const made = '... on GatewayCredentialSuccess { credential }';
    const { credential } = await admin.mutate('createGateway', { accountId, name: LONG }, made);
    await fetch(`${world.url}/v1/verify`, {
      method: 'POST',
      headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ account: { id: shop }, key: 'kt_unknown', operation: 'ADMINISTRATIVE' },
        clientIp: '2001:db8:85a3:1234:5678:8a2e:370:7334',
      }),
    });
    const written = async (): Promise<number> => {
      const [row] = await world.services.database.writer.query('SELECT COUNT(*) AS n FROM denied_request');
      return Number(row.n);
    };
    while ((await written()) < 1) await after(50);
  });

  afterAll(() => world.close());

  it('shows every page without scrolling sideways', async () => {
    const page = await world.newPage(PHONE);
    await signIn(page, world, `/accounts/${accountId}/keys`);
    const tabs = page.getByRole('tab');
    await tabs.first().waitFor();
    const ways = ['keys', 'findings', 'why', 'usage?below=yes', 'usage?below=yes&view=table', 'endpoints', 'roles'];
    for (const way of [...ways, 'users?below=yes', `users/${userId}`, 'audit', 'settings']) {
      await page.goto(`${world.url}/accounts/${accountId}/${way}`);
      await page.getByRole('tabpanel').waitFor();
      await page.waitForLoadState('networkidle');
      expect({ way, tooWide: await tooWide(page) }).toEqual({ way, tooWide: [] });
    }
  });

  it('says of a refused request and of a user all that wider screens do', async () => {
    const page = await world.newPage(PHONE);
    await signIn(page, world, `/accounts/${accountId}/usage?below=yes`);
    const denied = page.getByRole('row', { name: /Key not found/ });
    for (const said of [LONG, 'Administrative function', '2001:db8:85a3:1234:5678:8a2e:370:7334']) {
      // Until the table has looked how wide it is, it has its columns as well.
      await denied.getByText(said).first().waitFor();
    }
    await page.getByRole('tab', { name: 'Users' }).click();
    const user = page.getByRole('row', { name: new RegExp(LONG) });
    await user
      .getByText(/@example\.org/)
      .first()
      .waitFor();
    await user
      .getByText(/ on Acme$/)
      .first()
      .waitFor();
    await expectAccessible(page);
  });
});
