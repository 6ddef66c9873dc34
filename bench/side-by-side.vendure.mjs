// Vendure's server with its API keys, as a process of its own. Run in the folder where its packages were installed.
// `fill PATH COUNT WAY` makes the database instead, with so many keys, as its own service would leave them.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

// Nothing is told to anyone while it is measured; set before its own modules are loaded.
process.env.VENDURE_DISABLE_TELEMETRY = 'true';
const { InMemorySessionCacheStrategy, NoopLogger, RandomBytesApiKeyStrategy, bootstrap } =
  await import('@vendure/core');

const [, , what, path, ...more] = process.argv;
const Sqlite = createRequire(process.env.BENCH_PROJECT)('better-sqlite3');

/** Keys that its service itself makes: the load asks for no others (side-by-side.mjs). */
const MADE_BY_SERVICE = 50;

/** Keys are random and long, so that nothing is lost with a hash that is fast; its documentation asks for one. */
const SHA256 = {
  hash: (value) => Promise.resolve(hashOf(value)),
  check: (value, hash) => Promise.resolve(hashOf(value) === hash),
};

/** In production it does not start with the password it is shipped with. */
const SUPERADMIN = { identifier: 'bench', password: 'correct horse battery' };

/** What is set as it is shipped: API keys are to be switched on. */
const SHIPPED = {
  authOptions: { tokenMethod: ['cookie', 'api-key'], adminApiKeyStrategy: new RandomBytesApiKeyStrategy() },
};

/** Its fastest: a fast hash, no writing of the last use, every session in memory for a day, no log. */
const FASTEST = {
  logger: new NoopLogger(),
  authOptions: {
    tokenMethod: ['api-key'],
    adminApiKeyStrategy: new RandomBytesApiKeyStrategy({ hashingStrategy: SHA256, lastUsedAtUpdateInterval: '1d' }),
    sessionCacheStrategy: new InMemorySessionCacheStrategy(200_000),
    sessionCacheTTL: '1d',
  },
  apiOptions: { cors: false },
  entityOptions: { channelCacheTtl: 86_400_000, zoneCacheTtl: 86_400_000, taxRateCacheTtl: 86_400_000 },
  dbConnectionOptions: {
    enableWAL: true,
    prepareDatabase: (database) => void database.pragma('synchronous = NORMAL'),
  },
};

if (what === 'fill') await fill(Number(more[0]), more[1]);
else await serve(what);

async function fill(count, way) {
  const made = Math.min(MADE_BY_SERVICE, count);
  await makeKeys(made, settingsOf(way));
  copyKeys(made, count, way === 'fastest' ? (number) => hashOf(valueOf(number)) : placeholderOf);
}

async function makeKeys(count, settings) {
  const { adminApiKeyStrategy } = settings.authOptions;
  let made = 0;
  // Its own keys would be random: the load could not be written.
  adminApiKeyStrategy.generateLookupId = () => Promise.resolve(lookupIdOf(made));
  adminApiKeyStrategy.generateSecret = () => Promise.resolve(secretOf(made));
  const authOptions = { ...settings.authOptions, tokenMethod: ['bearer', 'api-key'] };
  const app = await start({ ...settings, authOptions }, 0, true);
  const ask = await signIn(`${await app.getUrl()}/admin-api`);
  // The least that a key may do: its permissions are read at every request.
  const { createRole } = await ask('mutation ($input: CreateRoleInput!) { createRole(input: $input) { id } }', {
    code: 'bench',
    description: 'Bench',
    permissions: [],
  });
  for (; made < count; made++) {
    await ask('mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { entityId } }', {
      roleIds: [createRole.id],
      translations: [{ languageCode: 'en', name: `key ${made}` }],
    });
  }
  await app.close();
}

/** @returns what asks its GraphQL as the superadmin */
async function signIn(url) {
  const headers = { 'content-type': 'application/json' };
  const ask = async (query, input) => {
    const body = JSON.stringify({ query, variables: { input } });
    const response = await fetch(url, { method: 'POST', headers, body });
    const { data, errors } = await response.json();
    if (errors) throw new Error(`Vendure answered errors: ${JSON.stringify(errors)}`);
    const token = response.headers.get('vendure-auth-token');
    if (token) headers.authorization = `Bearer ${token}`;
    return data;
  };
  const mutation = 'mutation ($input: NativeAuthInput!) { authenticate(input: { native: $input }) { __typename } }';
  await ask(mutation, { username: SUPERADMIN.identifier, password: SUPERADMIN.password });
  return ask;
}

/** The others as the first one is: a user with its role, the key with its name and channel, the session of its hash. */
function copyKeys(from, to, hash) {
  const database = new Sqlite(path);
  // As if each had been used once: the first use writes both.
  database.exec(`
    UPDATE api_key SET lastUsedAt = strftime('%Y-%m-%d %H:%M:%f', 'now');
    UPDATE session SET activeChannelId = (SELECT channelId FROM api_key_channels_channel LIMIT 1)
      WHERE authenticationStrategy = 'apikey'`);
  const copies = {
    user: copyOf(database, 'SELECT * FROM user WHERE id = (SELECT userId FROM api_key ORDER BY id LIMIT 1)'),
    role: copyOf(database, 'SELECT * FROM user_roles_role ORDER BY userId DESC LIMIT 1'),
    key: copyOf(database, 'SELECT * FROM api_key ORDER BY id LIMIT 1'),
    name: copyOf(database, 'SELECT * FROM api_key_translation ORDER BY id LIMIT 1'),
    channel: copyOf(database, 'SELECT * FROM api_key_channels_channel LIMIT 1'),
    session: copyOf(database, `SELECT * FROM session WHERE authenticationStrategy = 'apikey' ORDER BY id LIMIT 1`),
  };
  database.transaction(() => {
    for (let number = from; number < to; number++) {
      const [lookupId, apiKeyHash] = [lookupIdOf(number), hash(number)];
      const userId = copies.user({ id: null, identifier: `apikey-user-${lookupId}` });
      copies.role({ userId });
      const keyId = copies.key({ id: null, lookupId, apiKeyHash, userId });
      copies.name({ id: null, name: `key ${number}`, baseId: keyId });
      copies.channel({ apiKeyId: keyId });
      copies.session({ id: null, token: apiKeyHash, userId });
    }
  })();
  database.exec('ANALYZE');
  database.close();
}

/** Inserts the row that is selected again, with those values instead of its own; answers the new id. */
function copyOf(database, select) {
  const row = database.prepare(select).get();
  const [, table] = /FROM (\w+)/.exec(select);
  const columns = Object.keys(row);
  const names = columns.map((column) => `"${column}"`).join(', ');
  const insert = database.prepare(`INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`);
  return (values) => insert.run(Object.values({ ...row, ...values })).lastInsertRowid;
}

/** As long as a hash of bcrypt, of which 100,000 would take hours: these keys are never asked for. */
function placeholderOf(number) {
  return `$2b$12$${secretOf(number).slice(0, 53)}`;
}

/** Of 24 and 64 characters, as its own. */
function valueOf(number) {
  return `${lookupIdOf(number)}:${secretOf(number)}`;
}

function lookupIdOf(number) {
  return createHash('sha256').update(`vendure lookup ${number}`).digest('hex').slice(0, 24);
}

function secretOf(number) {
  return createHash('sha256').update(`vendure secret ${number}`).digest('hex');
}

function hashOf(value) {
  return createHash('sha256').update(value).digest('base64url');
}

function settingsOf(way) {
  return way === 'fastest' ? FASTEST : SHIPPED;
}

async function serve(way) {
  process.once('SIGTERM', () => process.exit());
  await start(settingsOf(way), Number(process.env.KEYTREE_PORT), false);
}

function start(settings, port, synchronize) {
  return bootstrap({
    ...settings,
    authOptions: { ...settings.authOptions, superadminCredentials: SUPERADMIN },
    apiOptions: { ...settings.apiOptions, hostname: '127.0.0.1', port },
    dbConnectionOptions: {
      ...settings.dbConnectionOptions,
      type: 'better-sqlite3',
      driver: Sqlite,
      database: path,
      synchronize,
    },
  });
}
