// The tree that is measured on, the same at every run, written as the file that `keytree import` reads.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export const SMALL = { accounts: 10_000, keysPerAccount: 3 };
export const LARGE = { accounts: 100_000, keysPerAccount: 10 };

/**
 * Vendors three deep, one, five and twenty in a thousand accounts; the others are customers of the lowest vendors,
 * equally many each. A subtree stands together, parents first. Every tenth key is inactive and every tenth expired, some
 * customers and vendors block keys that they inherit.
 */
function* accountsOf({ accounts, keysPerAccount }) {
  const tops = accounts / 1000;
  const customersOfEach = Math.floor((accounts - tops * 26) / (tops * 20));
  const missing = accounts - tops * 26 - customersOfEach * tops * 20;
  let number = 0;
  const account = (kind, parent, blockedApiKeys = []) => {
    const index = number++;
    return {
      externalId: `account-${index}`,
      parent,
      kind,
      name: `${textOf('name', index, 8)} ${kind === 'VENDOR' ? 'Trading' : 'Stores'}`,
      apiKeys: Array.from({ length: keysPerAccount }, (_, key) => apiKey(index * keysPerAccount + key)),
      ...(blockedApiKeys.length > 0 ? { blockedApiKeys } : {}),
    };
  };
  let lowest = 0;
  for (let one = 0; one < tops; one++) {
    const top = account('VENDOR', null);
    yield top;
    for (let two = 0; two < 5; two++) {
      const middle = account('VENDOR', top.externalId);
      yield middle;
      for (let three = 0; three < 4; three++) {
        const vendor = account('VENDOR', middle.externalId, three === 0 ? [blockOf(top)] : []);
        yield vendor;
        const customers = customersOfEach + (lowest++ < missing ? 1 : 0);
        for (let four = 0; four < customers; four++) {
          yield account('CUSTOMER', vendor.externalId, four % 10 === 0 ? [blockOf(middle)] : []);
        }
      }
    }
  }
}

function blockOf({ externalId, apiKeys }) {
  return { account: externalId, name: apiKeys[0].name };
}

function apiKey(index) {
  return {
    name: `${textOf('key', index, 6)} ${['gateway', 'till', 'back office'][index % 3]}`,
    value: textOf('value', index, 32),
    active: index % 10 !== 3,
    fullApiAccess: index % 4 === 0,
    expiresAt: { 6: '2020-01-01T00:00:00Z', 7: '2090-01-01T00:00:00Z' }[index % 10] ?? null,
    allowedIps: index % 5 === 0 ? ['10.0.0.0/8', '203.0.113.7'] : [],
  };
}

/** So many hex digits, without a pattern, the same at every run. */
function textOf(what, index, length) {
  return createHash('sha256').update(`${what} ${index}`).digest('hex').slice(0, length);
}

/** Writes the tree file as a stream; answers the bytes. */
export async function writeTreeFile(path, size) {
  const file = createWriteStream(path);
  file.write('{ "format": "keytree/1", "accounts": [\n');
  let separator = '';
  for (const account of accountsOf(size)) {
    if (!file.write(`${separator}${JSON.stringify(account)}`)) await once(file, 'drain');
    separator = ',\n';
  }
  file.end('\n] }\n');
  await finished(file);
  return file.bytesWritten;
}
