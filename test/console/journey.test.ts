import type { Locator, Page } from 'playwright-core';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { newTestGateway } from '../support/test-gateway';

describeConsole(
  'the way of an administrator',
  () => {
    let world: ConsoleWorld;
    let page: Page;
    let credential: string;
    let value = '';

    beforeAll(async () => {
      world = await startConsole();
      credential = await newTestGateway(world, { id: world.rootId.slice(4) });
      page = await world.newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
      await signIn(page, world);
    });

    afterAll(() => world.close());

    const tree = (): Locator => page.getByRole('tree', { name: 'Accounts' });
    const heading = (name: string): Locator => page.getByRole('heading', { level: 1, name });

    /** What a gateway is told of a request for an account with the key that was made. */
    async function verified(externalId: string, clientIp = '198.51.100.7'): Promise<string> {
      const response = await fetch(`${world.url}/v1/verify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
        body: JSON.stringify({ account: { externalId }, key: value, clientIp, operation: 'LIMITED' }),
      });
      return ((await response.json()) as { code: string }).code;
    }

    async function makeAccount(kind: 'Vendor' | 'Customer', name: string, externalId: string): Promise<void> {
      await page.getByRole('button', { name: 'New sub-account' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: kind }).check();
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
      await dialog.getByRole('textbox', { name: 'External id' }).fill(externalId);
      await dialog.getByRole('button', { name: 'Create' }).click();
      if (kind === 'Customer') {
        // The values of its predefined keys, this once.
        const shown = page.getByRole('dialog', { name: `Keys of ${name}` });
        await shown.waitFor();
        expect(await shown.getByText(/^kt_[0-9A-Za-z]{38}$/).count()).toBe(4);
        await shown.getByRole('checkbox', { name: 'I have stored it' }).check();
        await shown.getByRole('button', { name: 'Done' }).click();
      }
      await heading(name).waitFor();
    }

    it('builds a vendor with two customers, who stand in the tree at once', async () => {
      await makeAccount('Vendor', 'Acme', 'acme');
      await makeAccount('Customer', 'Bakery', 'bakery');
      await page.getByRole('navigation', { name: 'The accounts above' }).getByRole('link', { name: 'Acme' }).click();
      await makeAccount('Customer', 'Clinic', 'clinic');
      await tree()
        .getByRole('treeitem', { name: /Bakery/ })
        .waitFor();
      await tree()
        .getByRole('treeitem', { name: /Clinic/, selected: true })
        .waitFor();
    });

    it('makes a key with ranges and an expiry, whose value is told once and opens the customers', async () => {
      await tree().getByRole('treeitem', { name: /Acme/ }).click();
      await heading('Acme').waitFor();
      await page.getByRole('button', { name: 'New key' }).click();
      const dialog = page.getByRole('dialog', { name: /New key/ });
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Fleet monitoring');
      await dialog.getByRole('switch', { name: /No user needed/ }).check();
      await dialog.getByRole('button', { name: 'In 90 days' }).click();
      const ranges = dialog.getByRole('group', { name: 'Allowed addresses' }).getByRole('textbox');
      await ranges.first().fill('172.16.31.200/12');
      await dialog.getByRole('button', { name: 'Make the key' }).click();
      // A slip must not open a key to a million addresses: both things that may be meant are named.
      await dialog
        .getByText(/172\.16\.0\.0\/12.*172\.16\.31\.200\/32|172\.16\.31\.200\/32.*172\.16\.0\.0\/12/)
        .waitFor();
      await ranges.first().fill('198.51.100.0/24');
      await dialog.getByRole('button', { name: 'Make the key' }).click();

      const shown = page.getByRole('dialog', { name: /value/ });
      await shown.getByRole('button', { name: /Copy the value/ }).click();
      // The page does not wait until the browser has it.
      const copied = await page.waitForFunction(async () => {
        const text = await navigator.clipboard.readText();
        return text.startsWith('kt_') && text;
      });
      value = String(await copied.jsonValue());
      expect(value).toMatch(/^kt_[0-9A-Za-z]{38}$/);
      await shown.getByRole('checkbox', { name: 'I have stored it' }).check();
      await shown.getByRole('button', { name: 'Done' }).click();
      await shown.waitFor({ state: 'hidden' });

      const row = page.getByRole('row', { name: /Fleet monitoring/ });
      await row.getByText('Active', { exact: true }).waitFor();
      await row.getByText(/in 3 months/).waitFor();
      expect(await Promise.all(['bakery', 'clinic'].map((account) => verified(account)))).toEqual(['VALID', 'VALID']);
      expect(await verified('bakery', '203.0.113.9')).toBe('IP_NOT_ALLOWED');
      expect(page.url()).not.toContain('kt_');
      expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain('kt_');
      await expectAccessible(page);
    });

    it('blocks it on one customer, and sees why a request is refused there', async () => {
      await tree()
        .getByRole('treeitem', { name: /Bakery/ })
        .click();
      await heading('Bakery').waitFor();
      const row = page.getByRole('row', { name: /Fleet monitoring/ });
      await row.getByText('inherited').waitFor();
      await row.getByRole('button', { name: 'Actions for Fleet monitoring' }).click();
      await page.getByRole('menuitem', { name: 'Block here and below' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Block', exact: true }).click();
      await row.getByText('Blocked').waitFor();
      expect([await verified('bakery'), await verified('clinic')]).toEqual(['KEY_BLOCKED', 'VALID']);

      await row.getByRole('button', { name: 'Actions for Fleet monitoring' }).click();
      await page.getByRole('menuitem', { name: 'Why?' }).click();
      await page.getByText('Bakery blocks the key “Fleet monitoring”', { exact: false }).first().waitFor();
      await expectAccessible(page);
    });

    it('deactivates it after a look at who uses it, and puts it to use again', async () => {
      await tree().getByRole('treeitem', { name: /Acme/ }).click();
      await heading('Acme').waitFor();
      await page.getByRole('tab', { name: 'Keys' }).click();
      const row = page.getByRole('row', { name: /Fleet monitoring/ });
      await row.getByRole('button', { name: 'Actions for Fleet monitoring' }).click();
      await page.getByRole('menuitem', { name: 'Deactivate' }).click();
      const dialog = page.getByRole('dialog', { name: /Deactivate/ });
      // By the requests above, written within a second or so.
      await dialog.getByText('Clinic').waitFor();
      await dialog.getByText('198.51.100.7').first().waitFor();
      await dialog.getByRole('button', { name: 'Deactivate' }).click();
      await row.getByText('Inactive').waitFor();
      expect(await verified('clinic')).toBe('KEY_INACTIVE');
      await row.getByRole('button', { name: 'Actions for Fleet monitoring' }).click();
      await page.getByRole('menuitem', { name: 'Activate', exact: true }).click();
      await row.getByText('Active', { exact: true }).waitFor();
      expect(await verified('clinic')).toBe('VALID');
    });

    it('reads on a phone, by the tree behind a button', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole('button', { name: 'Show or hide the accounts' }).click();
      await tree()
        .getByRole('treeitem', { name: /Clinic/ })
        .click();
      await heading('Clinic').waitFor();
      await page.getByRole('row', { name: /Fleet monitoring/ }).waitFor();
      // Once the table has looked how wide it is.
      await page.waitForFunction(() => document.documentElement.scrollWidth <= 390);
      await expectAccessible(page);
    });
  },
  { onBoth: true },
);
