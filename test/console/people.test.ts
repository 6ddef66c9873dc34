import type { Locator, Page } from 'playwright-core';
import { updateRole } from '../../src/application/roles/update-role';
import { updateUser } from '../../src/application/users/update-user';
import { type ConsoleWorld, describeConsole, expectAccessible, signIn, startConsole } from '../support/console-browser';
import { bare, PASSWORD, People } from '../support/people';
import { ADMIN } from '../support/test-installation';

/** root > Acme > Bakery. */
describeConsole('users, roles and the own profile', () => {
  let world: ConsoleWorld;
  let people: People;
  let acme: string;
  let bakery: string;

  beforeAll(async () => {
    world = await startConsole();
    people = new People(world);
    acme = await people.vendor(world.rootId, 'Acme');
    bakery = await people.customer(acme, 'Bakery');
  });

  afterAll(() => world.close());

  const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });

  it('makes a user, gives them roles, and shows what they hold and through which', async () => {
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/users`);
    await page.getByRole('button', { name: 'New user' }).click();
    const form = dialog(page, 'New user of Acme');
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Kim');
    await form.getByRole('textbox', { name: 'Password' }).fill('too short');
    await form.getByRole('button', { name: 'New user' }).click();
    await form.getByText('A password has at least 12 characters.').waitFor();
    await form.getByRole('button', { name: 'Generate' }).click();
    await form.getByRole('button', { name: 'New user' }).click();
    const password = (await page.getByLabel('Value of Kim', { exact: true }).textContent()) ?? '';
    expect(password).toMatch(/^(?:\w{5}-){3}\w{5}$/);
    await page.getByRole('checkbox', { name: 'I have stored it' }).check();
    await page.getByRole('button', { name: 'Done' }).click();

    const user = dialog(page, 'User');
    await user.getByText('Kim may do nothing yet.').waitFor();
    await user.getByRole('button', { name: 'Grant role' }).click();
    const grant = dialog(page, 'Grant a role to Kim');
    await grant.getByRole('radio', { name: /Key manager/ }).check();
    await grant.getByRole('button', { name: 'Grant role' }).click();
    await grant.waitFor({ state: 'hidden' });
    await user.getByRole('button', { name: 'Grant role' }).click();
    await grant.getByLabel('Where it holds').fill('Bak');
    await page.getByRole('option', { name: 'Bakery' }).click();
    await grant.getByRole('radio', { name: /Auditor/ }).check();
    await grant.getByRole('button', { name: 'Grant role' }).click();
    await grant.waitFor({ state: 'hidden' });

    await user.getByRole('listitem', { name: 'Auditor on Bakery' }).waitFor();
    const keys = user.getByRole('row', { name: /API keys/ }).getByRole('cell');
    expect(await keys.nth(0).textContent()).toContain('from the grants 1, 2');
    expect(await keys.nth(1).textContent()).toContain('from the grants 1');
    await expectAccessible(page);
    await user.getByRole('button', { name: 'Revoke Auditor on Bakery' }).click();
    await dialog(page, 'Revoke Auditor from Kim?').getByRole('button', { name: 'Revoke' }).click();
    await user.getByRole('listitem', { name: 'Auditor on Bakery' }).waitFor({ state: 'hidden' });

    // A key manager sees neither users nor roles, and an address of them leads to what there is.
    const theirs = await world.newPage();
    await signIn(theirs, world, `/accounts/${acme}/users`, { name: 'kim', password, account: acme });
    await theirs.getByRole('tab', { name: 'Keys' }).waitFor();
    expect(await theirs.getByRole('tab', { name: /Users|Roles/ }).count()).toBe(0);
    await theirs.waitForURL(/\/keys$/);
  });

  it('finds users by name, state and below, in an address that can be kept', async () => {
    const { id } = await people.user(bakery, 'Zora');
    await updateUser(world.commandLine, { userId: bare(id), version: 1, disabled: true });
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${world.rootId}/users`);
    await page.getByRole('link', { name: ADMIN.name }).waitFor();
    await page.getByRole('switch', { name: 'With all accounts below' }).check();
    await page.getByRole('searchbox', { name: 'Name begins with' }).fill('zo');
    await page.getByRole('radiogroup', { name: 'Which users' }).getByText('Disabled').click();
    await page.waitForURL(/name=zo&below=yes&state=disabled$/);
    await page.reload();
    await page.getByText('one user').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Zora' }).click();
    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    await dialog(page, 'Enable Zora?').getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('button', { name: 'Disable', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('No user matches.').waitFor();
    expect(page.url()).toMatch(/users\?name=zo&below=yes&state=disabled$/);
  });

  it('shows what somebody else changed meanwhile, and applies one’s own change on top', async () => {
    const { id } = await people.user(acme, 'Robin');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/users/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    const form = dialog(page, 'Edit Robin');
    await form.getByRole('textbox', { name: 'Display name' }).fill('Robin of Acme');
    await updateUser(world.commandLine, {
      userId: bare(id),
      version: 1,
      displayName: 'R.',
      email: 'robin@example.org',
    });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('row', { name: /Display name R\. Robin of Acme/ }).waitFor();
    await form.getByRole('row', { name: /^E-mail robin@example\.org/ }).waitFor();
    await form.getByRole('button', { name: 'Apply my changes' }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    await dialog(page, 'User').getByText('Robin of Acme').waitFor();
    await dialog(page, 'User').getByText('robin@example.org').waitFor();

    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const question = dialog(page, 'Delete Robin?');
    await question.getByRole('textbox').fill('Robin');
    await question.getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(/\/users$/);
    await page.getByRole('link', { name: 'Robin' }).waitFor({ state: 'hidden' });
  });

  it('makes a role by rows, changes it, grants it, and deletes it with its grants', async () => {
    const { name } = await people.user(acme, 'Noor');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${acme}/roles`);
    await page.getByRole('button', { name: 'New role' }).click();
    const form = dialog(page, 'New role on Acme');
    await form.getByRole('textbox', { name: 'Name' }).fill('Device desk');
    await form.getByRole('button', { name: 'New role' }).click();
    await form.getByText('Tick at least one permission.').waitFor();
    await form.getByRole('checkbox', { name: 'All: Devices' }).check();
    await form.getByRole('checkbox', { name: 'See accounts' }).check();
    await form.getByRole('checkbox', { name: 'Delete devices' }).uncheck();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'New role' }).click();

    await page.getByRole('button', { name: /^Device desk 3 permissions/ }).waitFor();
    await page.getByRole('button', { name: 'Grant to a user' }).click();
    const grant = dialog(page, 'Grant Device desk');
    await grant
      .getByRole('combobox', { name: 'User', exact: true })
      .or(grant.getByRole('textbox', { name: 'User', exact: true }))
      .fill('no');
    await page.getByRole('option', { name }).click();
    await grant.getByRole('button', { name: 'Grant role' }).click();
    await page.getByRole('link', { name }).waitFor();
    await expectAccessible(page);

    const roleId = /rol_[0-9a-f]+/.exec(page.url())?.[0] ?? '';
    await page.getByRole('button', { name: 'Edit' }).click();
    const edit = dialog(page, 'Edit the role Device desk');
    await edit.getByRole('checkbox', { name: 'See keys' }).check();
    await updateRole(world.commandLine, { roleId: bare(roleId), version: 1, description: 'For devices' });
    await edit.getByRole('button', { name: 'Save' }).click();
    await edit.getByRole('row', { name: 'Description For devices' }).waitFor();
    await edit.getByRole('button', { name: 'Apply my changes' }).click();
    await edit.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: /^Device desk 4 permissions/ }).waitFor();
    await page.getByText('For devices').waitFor();

    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const question = dialog(page, 'Delete the role Device desk?');
    await question.getByRole('textbox').fill('Device desk');
    await question.getByRole('button', { name: 'Delete' }).click();
    await question.getByRole('alert').filter({ hasText: 'granted 1 times' }).waitFor();
    await question.getByRole('checkbox', { name: 'Take it from everybody who has it' }).check();
    await question.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Device desk was deleted, and one grant with it').waitFor();
    await page.getByText('No role is kept on this account.').waitFor();
  });

  it('offers nobody to give what they do not hold, and says why the service refuses', async () => {
    const strong = await people.person(acme, ['ViewAccount', 'ModifyApiKey'], acme, 'Strong');
    const held = ['ViewAccount', 'ViewUser', 'ModifyUser', 'ViewRole', 'ModifyRole'] as const;
    const desk = await people.person(acme, held, acme, 'Desk');
    const page = await world.newPage();
    const user = { name: desk.name, password: PASSWORD, account: acme };
    await signIn(page, world, `/accounts/${acme}/users/${strong.id}`, user);
    await page.getByRole('button', { name: 'Grant role' }).click();
    const grant = dialog(page, 'Grant a role to Strong');
    await grant.getByRole('radio', { name: /Administrator/, disabled: true }).waitFor();
    await grant
      .getByText(/It gives what you do not hold there yourself: See keys, Change keys, Delete keys/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await grant.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Set password' }).click();
    const password = dialog(page, 'Set the password of Strong');
    await password.getByRole('textbox', { name: 'New password' }).fill('a long enough one');
    await password.getByRole('button', { name: 'Set password' }).click();
    await password.getByRole('alert').filter({ hasText: 'This user holds permissions' }).waitFor();
    await page.goto(`${world.url}/accounts/${acme}/roles`);
    await page.getByRole('button', { name: 'New role' }).click();
    await page.getByRole('checkbox', { name: 'See keys', disabled: true }).waitFor();
    await page.getByText('You can give only what you hold on this account yourself.').waitFor();
    await expectAccessible(page);
  });

  it('shows Keytree as another user sees it, and changes nothing in that', async () => {
    const held = ['ViewAccount', 'ViewUser', 'ModifyUser'] as const;
    const viewed = await people.person(bakery, held, bakery, 'Viewed');
    const page = await world.newPage();
    await signIn(page, world, `/accounts/${bakery}/users/${viewed.id}`);
    await page.getByRole('button', { name: 'View as' }).click();
    await page.getByText('You see Keytree as Viewed does.').waitFor();
    await page.getByRole('heading', { name: 'Bakery' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Keys' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Users' }).click();
    await page.getByRole('button', { name: 'New user' }).click();
    const form = dialog(page, 'New user of Bakery');
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Nobody');
    await form.getByRole('button', { name: 'Generate' }).click();
    await form.getByRole('button', { name: 'New user' }).click();
    await form.getByRole('alert').filter({ hasText: 'Only a preview' }).waitFor();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Cancel' }).click();

    const ofOneself = ['Password', 'Sessions'].map((name) => page.getByRole('region', { name, exact: true }));
    await page.getByRole('button', { name: 'Viewed', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Your profile' }).click();
    await page.getByRole('table', { name: 'What you may do on Bakery' }).waitFor();
    for (const section of ofOneself) expect(await section.count()).toBe(0);
    await page.getByRole('button', { name: 'End the preview' }).click();
    for (const section of ofOneself) await section.waitFor();
    await page.goto(`${world.url}/accounts/${bakery}`);
    await page.getByRole('tab', { name: 'Keys' }).waitFor();
  });

  it('changes the own password and stays signed in, and ends all sessions everywhere', async () => {
    const user = await people.person(acme, ['ViewAccount', 'ViewApiKey'], acme, 'Own');
    const page = await world.newPage();
    await signIn(page, world, '/profile', { name: user.name, password: PASSWORD, account: acme });
    await page.getByRole('table', { name: 'What you may do on Acme' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Current password' }).fill('not the one at all');
    await page.getByRole('textbox', { name: 'New password' }).fill('another quiet river');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page
      .getByText(/current password/i)
      .last()
      .waitFor();
    await page.getByRole('textbox', { name: 'Current password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Your password is changed').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Your profile' }).waitFor();
    await page.getByRole('button', { name: 'End all sessions everywhere' }).click();
    await page.getByRole('button', { name: 'End them all' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(page, world, '/profile', { name: user.name, password: 'another quiet river', account: acme });
    await page.getByRole('heading', { name: 'Your profile' }).waitFor();
  });
});
