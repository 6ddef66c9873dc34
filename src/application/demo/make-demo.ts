import { generatePassword } from '../../domain/users/generate-password';
import { Account } from '../../entities/account';
import { createAccount } from '../accounts/create-account';
import { suspendAccount } from '../accounts/suspend-account';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { grantRole } from '../roles/grant-role';
import { createUserWithHash } from '../users/create-user';
import { makeCustomerKeys, makeDistributorKeys, makeRegionKeys } from './demo-keys';
import { customerName, DISTRIBUTORS, REGIONS, RESELLERS, slug } from './demo-names';

export interface DemoUser {
  /** External id of the user's account. */
  readonly account: string;
  readonly name: string;
  readonly password: string;
}

const CUSTOMERS_OF_A_RESELLER = 6;
const USERS = [
  { name: 'kim', role: 'Key manager' },
  { name: 'ada', role: 'Auditor' },
] as const;

/**
 * A believable tree to look at: vendors three deep, a few hundred accounts, keys in every state. Only where the
 * root has nothing below it yet; one transaction.
 *
 * @returns users of the first distributor with their passwords, which are nowhere else; none where nothing was made
 */
export async function makeDemo(context: Context): Promise<readonly DemoUser[]> {
  const root = await context.manager.findOneByOrFail(Account, { rootSlot: 1 });
  if (await isPlanted(context, root)) return [];
  // Before the transaction: hashing is slow.
  const passwords = USERS.map(() => generatePassword());
  const hashes = await Promise.all(passwords.map((password) => context.services.passwords.hash(password)));
  return change(context, async (change) => {
    if (await isPlanted(change, root)) return [];
    for (const name of DISTRIBUTORS) await makeDistributor(change, root, name);
    return makeUsers(change, passwords, hashes);
  });
}

function isPlanted(context: Context, root: Account): Promise<boolean> {
  return context.manager.existsBy(Account, { parentId: root.id });
}

async function makeDistributor(change: Change, root: Account, name: string): Promise<void> {
  const distributor = await newAccount(change, 'VENDOR', root, name, slug(name));
  const monitoringKeyId = await makeDistributorKeys(change, distributor);
  let customers = 0;
  for (const region of REGIONS) {
    const vendor = await newAccount(change, 'VENDOR', distributor, `${name} ${region}`, slug(`${name} ${region}`));
    await makeRegionKeys(change, vendor);
    for (const part of RESELLERS) {
      const reseller = await newAccount(
        change,
        'VENDOR',
        vendor,
        `${part} Office Supplies`,
        slug(`${name} ${region} ${part}`),
      );
      for (let count = 0; count < CUSTOMERS_OF_A_RESELLER; count++, customers++) {
        await makeCustomer(change, reseller, name, customers, monitoringKeyId);
      }
    }
  }
}

async function makeCustomer(
  change: Change,
  reseller: Account,
  distributor: string,
  number: number,
  monitoringKeyId: string,
): Promise<void> {
  const name = customerName(number);
  const customer = await newAccount(change, 'CUSTOMER', reseller, name, slug(`${distributor} ${name}`));
  await makeCustomerKeys(change, customer, number, monitoringKeyId);
  if (number % 11 === 4) await suspendAccount(change, { accountId: customer.id });
}

async function newAccount(
  change: Change,
  kind: Account['kind'],
  parent: Account,
  name: string,
  externalId: string,
): Promise<Account> {
  const domains = [`${externalId}.example`];
  const { account } = await createAccount(change, { kind, parentId: parent.id, name, externalId, domains });
  return account;
}

async function makeUsers(change: Change, passwords: readonly string[], hashes: readonly string[]): Promise<DemoUser[]> {
  const account = slug(DISTRIBUTORS[0]);
  const home = await change.manager.findOneByOrFail(Account, { externalId: account });
  const made: DemoUser[] = [];
  for (const [index, { name, role }] of USERS.entries()) {
    const user = await createUserWithHash(change, { accountId: home.id, name, displayName: role }, hashes[index] ?? '');
    await grantRole(change, { userId: user.id, accountId: home.id, roleName: role });
    made.push({ account, name, password: passwords[index] ?? '' });
  }
  return made;
}
