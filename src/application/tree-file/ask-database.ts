import { In } from 'typeorm';
import { subtreeRange } from '../../domain/accounts/account-path';
import { instantParameter } from '../../database/dialect';
import { AccountDomain } from '../../entities/account-domain';
import { forgottenBefore } from '../keys/value-on-line';
import { hashKey } from './place';
import type { Questions } from './plan-account';
import type { Planning } from './planning';
import type { ValueAboveOthers } from './values-of-account';
import { placeholders } from '../../database/statement';

/** Domains of one statement, and values, each with a condition of its own. */
const DOMAINS_AT_ONCE = 1000;
const VALUES_AT_ONCE = 100;

/** What only the database knows, of a whole chunk of accounts: few statements for hundreds of keys. */
export async function askDatabase(planning: Planning, { above, domains }: Questions): Promise<void> {
  for (let from = 0; from < domains.length; from += DOMAINS_AT_ONCE) {
    await refuseTakenDomains(planning, domains.slice(from, from + DOMAINS_AT_ONCE));
  }
  for (let from = 0; from < above.length; from += VALUES_AT_ONCE) {
    await refuseValuesBelow(planning, above.slice(from, from + VALUES_AT_ONCE));
  }
}

async function refuseTakenDomains({ context }: Planning, asked: Questions['domains']): Promise<void> {
  const rows = await context.manager.findBy(AccountDomain, { domain: In(asked.map(({ domain }) => domain)) });
  const owners = new Map(rows.map((row) => [row.domain, row.accountId]));
  for (const { domain, place, spot } of asked) {
    if ((owners.get(domain) ?? place.id) === place.id) continue;
    spot.at('domains').fault('TAKEN', `The domain ${domain} belongs to another account.`);
  }
}

interface ValueBelow {
  hash: Buffer;
  keyName: string;
  path: string;
}

/** A new value on an account that exists may stand further down, on accounts that the file does not name. */
async function refuseValuesBelow({ context }: Planning, asked: readonly ValueAboveOthers[]): Promise<void> {
  const { manager, services } = context;
  const remembered = instantParameter(services.database.dialect, forgottenBefore(context.now()));
  const rows = await manager.query<ValueBelow[]>(
    `SELECT v.value_hash AS hash, k.name AS keyName, a.path AS path
     FROM api_key_value v JOIN account a ON a.id = v.account_id JOIN api_key k ON k.id = v.key_id
     WHERE v.value_hash IN (${placeholders(asked)})
       AND (${asked.map(() => '(v.value_hash = ? AND a.path > ? AND a.path < ?)').join(' OR ')})
       AND (v.works_until IS NULL OR v.works_until > ?)
     LIMIT 1000`,
    [
      ...asked.map(({ hash }) => hash),
      ...asked.flatMap(({ hash, place }) => [hash, place.path, subtreeRange(place.path).to]),
      remembered,
    ],
  );
  for (const { hash, place, spot } of asked) {
    const key = hashKey(hash);
    const found = rows.find((row) => hashKey(row.hash) === key && row.path.startsWith(place.path));
    if (!found) continue;
    spot.fault('VALUE_ON_LINE', `The key “${found.keyName}” of an account below bears this value already.`);
  }
}
