import type { Locator, Page } from 'playwright-core';
import { createAccount } from '../../src/application/accounts/create-account';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { publicId } from '../../src/domain/ids';
import { type ConsoleWorld, describeConsole, signIn, startConsole, onceLaidOut } from '../support/console-browser';
import { GraphqlClient } from '../support/graphql-client';
import { OAuthClient } from '../support/oauth-client';
import { bare, People } from '../support/people';
import { newTestGateway } from '../support/test-gateway';

const PHONE_PX = 390;
/** As long as names of companies and machines are. */
const LONG = 'Nordrheinische Landmaschinenvertriebsgesellschaft mbH & Co. KG';
const USER = 'friederike.hohenstein-wallenberg';

/** One account with all that there is: keys, a device that waits, a user with a role, a gateway, events, requests. */
describeConsole('pages of the console on a phone', () => {
  let world: ConsoleWorld;
  let page: Page;
  let places: Record<string, string>;

  beforeAll(async () => {
    world = await startConsole();
    const admin = await new GraphqlClient(world.server).signIn();
    const people = new People(world);
    const acme = await people.vendor(world.rootId, `${LONG}, Acme`);
    const made = await createAccount(world.commandLine, {
      ...{ parentId: bare(acme), kind: 'CUSTOMER', name: `${LONG}, Bakery` },
      ...{ externalId: `crm-${'0123456789'.repeat(6)}`, domains: [`${'shop-of-the-bakery.'.repeat(4)}example`] },
    });
    const bakery = publicId('Account', made.account.id);
    const { apiKey, generatedValue } = await createApiKey(world.commandLine, {
      ...{ accountId: bare(acme), name: `${LONG}: tills`, tags: ['till', LONG.slice(0, 30)] },
      ...{ allowUnauthenticatedRequests: true, allowedIps: ['2001:db8:1234:5678:9abc:def0:1234:5678/128'] },
    });
    const credential = await newTestGateway(world, { id: bare(world.rootId) });
    for (const clientIp of ['2001:db8:1234:5678:9abc:def0:1234:5678', '198.51.100.7']) {
      const response = await fetch(`${world.url}/v1/verify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
        body: JSON.stringify({ key: generatedValue, account: { id: bakery }, operation: 'LIMITED', clientIp }),
      });
      expect(response.status).toBe(200);
    }
    const devices = await createApiKey(world.commandLine, { accountId: bare(bakery), name: `${LONG}: hall` });
    const { status } = await new OAuthClient(world.server).register({
      ...{ client_id: `printer-${'0123456789'.repeat(4)}`, client_secret: devices.generatedValue ?? '' },
      ...{ client_type: 'printer', client_description: `${LONG}: printer` },
    });
    expect(status).toBe(200);
    const role = await people.role(bakery, ['ViewAccount', 'ViewApiKey', 'ModifyApiKey'], 'Counter and back office');
    const user = await people.user(bakery, USER);
    await people.grant(user.id, role, bakery);
    const {
      account: { auditEvents },
    } = await admin.ask('query ($id: ID!) { account(by: { id: $id }) { auditEvents(first: 1) { nodes { id } } } }', {
      id: bakery,
    });
    const account = `/accounts/${bakery}`;
    const keyId = publicId('ApiKey', apiKey.id);
    places = {
      keys: `${account}/keys`,
      'a key': `${account}/keys/${keyId}`,
      findings: `${account}/findings`,
      why: `${account}/why`,
      'an answer to why': `${account}/why?key=${keyId}&ip=198.51.100.7`,
      usage: `${account}/usage`,
      'usage as a table': `${account}/usage?view=table&days=90`,
      devices: `${account}/endpoints`,
      users: `${account}/users`,
      'a user': `${account}/users/${user.id}`,
      roles: `${account}/roles`,
      'a role': `${account}/roles/${role}`,
      audit: `${account}/audit`,
      'an event': `${account}/audit/${auditEvents.nodes[0].id}`,
      settings: `${account}/settings`,
      profile: '/profile',
    };
    page = await world.newPage({ viewport: { width: PHONE_PX, height: 844 } });
    await signIn(page, world);
  });

  afterAll(() => world.close());

  it.each<[string, (page: Page) => Locator]>([
    ['keys', (on) => on.getByRole('row', { name: /: tills/ })],
    ['a key', (on) => on.getByRole('dialog').getByText('2001:db8:1234', { exact: false }).first()],
    ['findings', (on) => on.getByText(/^\d+ findings?$/)],
    ['why', (on) => on.getByRole('button', { name: 'Would it pass?' })],
    ['an answer to why', (on) => on.getByText(/^The key “.*: tills” may be used from/)],
    ['usage', (on) => on.getByRole('list', { name: 'What the bars stand for' })],
    ['usage as a table', (on) => on.getByRole('region', { name: 'Requests by day, as a table' })],
    ['devices', (on) => on.getByText(/: printer/).first()],
    ['users', (on) => on.getByRole('link', { name: USER })],
    ['a user', (on) => on.getByRole('listitem', { name: /Counter and back office on/ })],
    ['roles', (on) => on.getByRole('button', { name: /^Counter and back office/ })],
    ['a role', (on) => on.getByRole('button', { name: `Revoke Counter and back office from ${USER}` })],
    ['audit', (on) => on.getByRole('list', { name: 'Events' })],
    ['an event', (on) => on.getByRole('dialog').getByRole('table').first()],
    ['settings', (on) => on.getByRole('heading', { name: 'Token lifetimes' })],
    ['profile', (on) => on.getByRole('heading', { name: 'Your profile' })],
  ])('shows %s without anything to scroll to at the side', async (place, ready) => {
    await page.goto(`${world.url}${places[place]}`);
    await ready(page).waitFor();
    await page.waitForLoadState('networkidle');
    // What scrolls within the page, as a wide table, may: the page and what lies over all of it may not.
    const widths = (): Promise<number[]> =>
      page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('[role=dialog]')].map(({ scrollWidth }) => scrollWidth),
      );
    const widest = Math.max(...(await onceLaidOut(page, widths, (found) => Math.max(...found) <= PHONE_PX)));
    expect(widest).toBeLessThanOrEqual(PHONE_PX);
  });
});
