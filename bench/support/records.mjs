// The records that verification is measured on, the same at every run: written as rows straight into the migrated
// schema, since the product's own import of a million keys takes minutes.
import { createHash } from 'node:crypto';
import { product } from './product.mjs';

export const FULL = { accounts: 100_000, keys: 1_000_000 };
export const SMALL = { accounts: 100, keys: 1_000 };

/** Shares of the accounts at each depth; the customers, leaves of any depth to six, are the rest. */
const VENDORS_AT_DEPTH = [0.0002, 0.001, 0.004, 0.01, 0.02];
const CREATED_MS = Date.UTC(2026, 0, 1);
const NEVER_OVER = Date.UTC(2090, 0, 1);
const OVER = Date.UTC(2025, 0, 1);
const PLACES = ['Berlin', 'Lyon', 'Porto', 'Gdansk', 'Bergen', 'Turin', 'Graz', 'Malmo', 'Cork', 'Brno'];
const USES = ['gateway', 'till', 'back office', 'web shop', 'warehouse', 'Chrome extension', 'kiosk', 'scanner'];

/**
 * Accounts by number: those of a depth after those above it, every one below the installation's root. Keys by number:
 * ten an account, one account after the other.
 */
export class Records {
  constructor({ accounts, keys }, rootId) {
    this.accounts = accounts;
    this.keys = keys;
    this.rootId = rootId;
    this.perAccount = keys / accounts;
    this.parents = new Int32Array(accounts);
    this.depths = new Uint8Array(accounts);
    this.isVendor = new Uint8Array(accounts);
    this.placeAccounts();
  }

  placeAccounts() {
    let next = 0;
    let above = [-1, 0];
    const vendors = [];
    VENDORS_AT_DEPTH.forEach((share, index) => {
      const from = next;
      for (let count = Math.max(1, Math.round(share * this.accounts)); count > 0; count--) {
        this.parents[next] = above[1] === 0 ? -1 : above[0] + ((next * 7919) % (above[1] - above[0]));
        this.depths[next] = index + 1;
        this.isVendor[next] = 1;
        vendors.push(next++);
      }
      above = [from, next];
    });
    for (; next < this.accounts; next++) {
      const parent = vendors[(next * 7919) % vendors.length];
      this.parents[next] = parent;
      this.depths[next] = this.depths[parent] + 1;
    }
  }

  accountId(account) {
    return account < 0 ? this.rootId : uuid(1, account);
  }

  keyId(key) {
    return uuid(2, key);
  }

  accountOf(key) {
    return Math.floor(key / this.perAccount);
  }

  path(account) {
    return account < 0 ? `${this.rootId}/` : `${this.path(this.parents[account])}${this.accountId(account)}/`;
  }

  externalId(account) {
    return account % 5 === 0 ? null : `customer-${account}`;
  }

  domain(account) {
    return account % 10 === 0 ? `shop-${account}.example.com` : null;
  }

  /** The customers of every tenth vendor were given the same value by its template. */
  value(key) {
    const account = this.accountOf(key);
    const isFixed = key % this.perAccount === 0 && this.isVendor[account] === 0 && this.parents[account] % 10 === 0;
    return isFixed ? `predefined-Vq8Zr5-${this.parents[account]}` : generated(`value ${key}`);
  }

  /** Of one key in fifty; its overlap goes on, or was over lately. */
  replacedValue(key) {
    return key % 50 === 17 ? generated(`replaced ${key}`) : null;
  }

  isActive(key) {
    return key % 33 !== 3;
  }

  expiresAtMs(key) {
    if (key % 50 === 6) return OVER;
    return key % 5 === 2 ? NEVER_OVER + key : null;
  }

  allowedIps(key) {
    if (key % 20 !== 8) return '[]';
    return key % 40 === 8 ? '["10.0.0.0/8"]' : `["198.${key % 251}.${key % 241}.${key % 239}/32","2001:db8::/48"]`;
  }

  /** Every thousandth account blocks a key of its parent. */
  blockedKey(account) {
    if (account % 1_000 !== 999 || this.parents[account] < 0) return null;
    return this.parents[account] * this.perAccount + 1;
  }

  /** One that passes from everywhere, without a token. */
  isPlain(key) {
    return (
      key % this.perAccount > 1 && this.isActive(key) && this.expiresAtMs(key) !== OVER && this.allowedIps(key) === '[]'
    );
  }

  /** @param instant an instant in milliseconds as the database's driver takes it */
  *accountRows(instant) {
    const created = instant(CREATED_MS);
    for (let account = 0; account < this.accounts; account++) {
      const name = `${text(account, 6)} ${PLACES[account % 10]} ${this.isVendor[account] ? 'Trading' : 'Stores'}`;
      const externalId = this.externalId(account);
      yield {
        id: this.accountId(account),
        kind: this.isVendor[account] ? 'VENDOR' : 'CUSTOMER',
        parent_id: this.accountId(this.parents[account]),
        parent_kind: 'VENDOR',
        path: this.path(account),
        depth: this.depths[account],
        name,
        name_key: Buffer.from(name.toLowerCase()),
        status: account % 2_000 === 1_999 ? 'SUSPENDED' : 'ACTIVE',
        external_id: externalId && Buffer.from(externalId),
        version: 1,
        created_at: created,
        updated_at: created,
      };
    }
  }

  *domainRows() {
    for (let account = 0; account < this.accounts; account++) {
      const domain = this.domain(account);
      if (domain) yield { domain, account_id: this.accountId(account) };
    }
  }

  *keyRows(instant) {
    const created = instant(CREATED_MS);
    for (let key = 0; key < this.keys; key++) {
      const name = `${PLACES[key % 10]} ${USES[key % 8]} ${key}`;
      const expiresAtMs = this.expiresAtMs(key);
      yield {
        id: this.keyId(key),
        account_id: this.accountId(this.accountOf(key)),
        name,
        name_key: Buffer.from(name.toLowerCase()),
        hint: 'kt_abc…wxyz',
        active: this.isActive(key) ? 1 : 0,
        full_api_access: key % 4 === 0 ? 1 : 0,
        allow_unauthenticated_requests: 1,
        allow_untrusted_endpoints: key % 3 === 0 ? 1 : 0,
        automatic_endpoint_trust: 0,
        expires_at: expiresAtMs && instant(expiresAtMs),
        allowed_ips: this.allowedIps(key),
        predefined: 0,
        fixed_template_value: 0,
        client_type: 'GENERAL',
        permissions: '[]',
        tags: '[]',
        version: 1,
        created_at: created,
        created_by: 'bench',
        updated_at: created,
      };
    }
  }

  /** In the order of their hashes, as the table keeps them. */
  valueRows(instant, hashOf) {
    const rows = [];
    const add = (key, value, works_until) => {
      const [account_id, key_id] = [this.accountId(this.accountOf(key)), this.keyId(key)];
      rows.push({
        value_hash: hashOf(value),
        account_id,
        key_id,
        is_current: works_until === null ? 1 : null,
        works_until,
      });
    };
    for (let key = 0; key < this.keys; key++) {
      add(key, this.value(key), null);
      const replaced = this.replacedValue(key);
      if (replaced) add(key, replaced, instant(Date.now() + (key % 2 === 0 ? 1 : -1) * 86_400_000));
    }
    return rows.sort((one, other) => Buffer.compare(one.value_hash, other.value_hash));
  }

  *blockRows(instant) {
    for (let account = 0; account < this.accounts; account++) {
      const key = this.blockedKey(account);
      if (key === null) continue;
      yield {
        account_id: this.accountId(account),
        key_id: this.keyId(key),
        created_at: instant(CREATED_MS),
        created_by: 'bench',
      };
    }
  }

  *tables(dialect, hashOf) {
    const instant = dialect === 'sqlite' ? sqliteInstant : (ms) => new Date(ms);
    yield ['account', this.accountRows(instant)];
    yield ['account_domain', this.domainRows()];
    yield ['api_key', this.keyRows(instant)];
    yield ['api_key_value', this.valueRows(instant, hashOf)];
    yield ['key_block', this.blockRows(instant)];
  }
}

function sqliteInstant(ms) {
  return new Date(ms).toISOString().replace('T', ' ').slice(0, 23);
}

/** UUIDv7 of that time's millisecond, in the order of the numbers, with bits that look random. */
function uuid(kind, number) {
  const ms = (CREATED_MS + number).toString(16).padStart(12, '0');
  const rest = digest(`${kind} ${number}`).toString('hex', 0, 10);
  return `${ms}7${rest.slice(0, 3)}${(8 + (Number.parseInt(rest[3], 16) & 3)).toString(16)}${rest.slice(4, 19)}`;
}

function text(number, length) {
  return digest(`text ${number}`).toString('hex').slice(0, length);
}

function digest(text) {
  return createHash('sha256').update(text).digest();
}

function generated(seed) {
  let turn = 0;
  const random = () => digest(`${seed} ${turn++}`);
  return product('domain/keys/key-value').generateKeyValue(random);
}
