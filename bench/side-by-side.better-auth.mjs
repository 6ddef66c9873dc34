// better-auth with its API key plugin behind node's HTTP server, as a process of its own. Run in the folder where its
// packages were installed. `fill` makes the database instead, with so many keys, as its own `createApiKey` would leave them.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';

const [, , what, path, argument] = process.argv;
const Sqlite = createRequire(process.env.BENCH_PROJECT)('better-sqlite3');
const database = new Sqlite(path);

// Its fastest: no limit of requests, so that a verification writes nothing, and what is to be written is put off.
const FASTEST = { rateLimit: { enabled: false }, deferUpdates: true };
if (what === 'fastest') {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
}
const auth = betterAuth({
  database,
  secret: createHash('sha512').update('a secret of the benchmark').digest('base64'),
  baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true },
  plugins: [apiKey(what === 'fastest' ? FASTEST : {})],
  telemetry: { enabled: false },
});

if (what === 'fill') await fill(Number(argument));
else serve();

async function fill(count) {
  await (await getMigrations(auth.options)).runMigrations();
  const owner = { email: 'bench@example.com', password: 'correct horse battery', name: 'Bench' };
  const { user } = await auth.api.signUpEmail({ body: owner });
  await auth.api.createApiKey({ body: { userId: user.id, name: 'first' } });
  // The others as the first one is.
  const [first] = database.prepare('SELECT * FROM apikey').all();
  const columns = Object.keys(first);
  const insert = database.prepare(`INSERT INTO apikey VALUES (${columns.map(() => '?').join(', ')})`);
  database.transaction(() => {
    for (let number = 0; number < count; number++) {
      const row = { ...first, id: `key${number}`, name: `key ${number}`, key: hashOf(valueOf(number)) };
      insert.run(columns.map((column) => row[column]));
    }
  })();
  database.exec('ANALYZE');
}

/** 64 characters, as its own. */
function valueOf(number) {
  return createHash('sha256').update(`better-auth ${number}`).digest('hex');
}

function hashOf(value) {
  return createHash('sha256').update(value).digest('base64url');
}

function serve() {
  createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      void auth.api.verifyApiKey({ body: JSON.parse(body || '{"key":""}') }).then((answer) => {
        const json = JSON.stringify(answer);
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) });
        response.end(json);
      });
    });
  }).listen(Number(process.env.KEYTREE_PORT), '127.0.0.1');
  process.once('SIGTERM', () => process.exit());
}
