// What Keytree's throughput is held against, as a process of its own: a schema of one query written by hand, without
// permissions, that authenticates by Keytree's own statements and reads the account by one. Served by Keytree's HTTP
// server, with its Apollo Server, or with `bare` by Apollo Server on Fastify as they come.
import { newGraphqlServer } from './graphql-server.mjs';
import { packageOf, product } from './product.mjs';

const SCHEMA = `
  type Query { account(by: AccountLocator!): Account }
  input AccountLocator { id: ID }
  type Account { id: ID! name: String! kind: String! status: String! }`;
const BY_ID = 'SELECT id, name, kind, status FROM account WHERE id = ?';

const config = product('config/config').loadConfig();
const logger = product('logging/logger').newLogger(config.logLevel);
const { services, close } = await product('installation').openInstallation(config, logger);

async function account(by, caller) {
  if (!caller) throw new Error('Sign in.');
  const [row] = await services.database.read.query(BY_ID, [by.id.slice('acc_'.length)]);
  return row ? { ...row, id: `acc_${row.id}` } : null;
}

function bareServer() {
  const { loadCallerByAccessToken } = product('application/sessions/load-caller');
  const context = async ({ headers }) => ({
    caller: await loadCallerByAccessToken(services, headers.authorization.slice('Bearer '.length)),
  });
  return newGraphqlServer(SCHEMA, { account: ({ by }, { caller }) => account(by, caller) }, context);
}

function keytreeServer() {
  const schema = packageOf('graphql').buildSchema(SCHEMA);
  schema.getQueryType().getFields().account.resolve = (_root, { by }, { app }) => account(by, app.caller);
  const { production, trustedProxies } = config;
  const readiness = { stopping: false };
  return product('http/server').newServer({ schema, services, logger, production, trustedProxies, readiness });
}

const server = await (process.argv.includes('bare') ? bareServer() : keytreeServer());
await server.listen({ port: config.port, host: config.host });
process.once('SIGTERM', () => void server.close().then(close));
