import type { EntityManager } from 'typeorm';
import { Account } from '../../src/entities/account';
import { ApiKey } from '../../src/entities/api-key';
import { Gateway } from '../../src/entities/gateway';
import { type Directory, NO_VALUE } from '../../src/verification/directory/directory';

/** All that a directory knows of the rows of the database, in an order of its own, and how much it holds. */
export async function dumpDirectory(directory: Directory, manager: EntityManager): Promise<object> {
  const { accounts, keys, values } = directory;
  const [accountRows, keyRows] = [
    await manager.find(Account, { order: { id: 'ASC' } }),
    await manager.find(ApiKey, { order: { id: 'ASC' } }),
  ];
  const accountNumbers = accountRows.map((row) => accounts.numberOf(row.id));
  const ofAccounts = accountRows.map((row, index) => {
    const account = accountNumbers[index]!;
    return [
      row.id,
      accounts.idOf(account),
      accounts.idOf(accounts.parentOf(account)),
      accounts.isSuspended(account),
      accounts.nameOf(account),
      accounts.externalIdOf(account),
      row.externalId === null || accounts.numberOfExternalId(row.externalId) === account,
    ];
  });
  const domains = await manager.query<{ domain: string }[]>('SELECT domain FROM account_domain ORDER BY domain');
  const ofKeys = keyRows.map((row) => {
    const key = keys.numberOf(row.id);
    const ofValues: number[] = [];
    for (let value = keys.firstValueOf(key); value !== NO_VALUE; value = values.nextOf(value)) {
      ofValues.push(values.worksUntilOf(value));
    }
    return [
      row.id,
      keys.idOf(key),
      keys.nameOf(key),
      accounts.idOf(keys.accountOf(key)),
      keys.has(key, 'active'),
      keys.expiresAtOf(key),
      ofValues.sort((one, other) => one - other),
      accountRows.filter((_, index) => directory.isBlocked(key, accountNumbers[index]!)).map(({ id }) => id),
    ];
  });
  const hashes = await manager.query<{ value_hash: Buffer; account_id: string }[]>(
    'SELECT value_hash, account_id FROM api_key_value ORDER BY value_hash, account_id',
  );
  const gateways = await manager.find(Gateway, { order: { id: 'ASC' } });
  return {
    held: { accounts: accounts.size, keys: keys.size },
    accounts: ofAccounts,
    domains: domains.map(({ domain }) => [domain, accounts.idOf(accounts.numberOfDomain(domain))]),
    keys: ofKeys,
    values: hashes.map(({ value_hash: hash, account_id: accountId }) => {
      const value = directory.effectiveValue(hash.toString('latin1'), accounts.numberOf(accountId), 0);
      return value === NO_VALUE ? null : keys.idOf(values.keyOf(value));
    }),
    gateways: gateways.map((row) => [row.id, directory.gateway(row.credentialHash.toString('latin1'))]),
  };
}
