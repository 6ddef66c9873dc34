// POST /v1/verify of requests that come with a user token, beside the same requests without one.
import { join } from 'node:path';
import { onEachDatabase } from './support/databases.mjs';
import { line, medianRatio, ratio, spread, title } from './support/figures.mjs';
import { fillRecords } from './support/fill-records.mjs';
import { MAIN, environmentOf, openAgain, product } from './support/product.mjs';
import { startServer } from './support/processes.mjs';
import { FULL } from './support/records.mjs';
import { CONNECTIONS, answerOf, requestsOf, shoot, writeBodies } from './support/verify-load.mjs';

const ROUNDS = 15;
const SECONDS = 1;
/** Each of a user of its own, in turn: many times more than come within one turn of the event loop. */
const TOKENS = 10_000;
const SAMPLES = 100;
const LIFE_MS = 86_400_000;

title(`POST /v1/verify with user tokens, ${CONNECTIONS} connections, ${TOKENS} tokens, ${FULL.keys} keys held`);
// Which database it was read from makes no difference to a request.
await onEachDatabase(measure, ['sqlite']);

async function measure(database) {
  const { records, credential } = await fillRecords(database, FULL);
  const without = requestsOf('hits', records, TOKENS);
  const withToken = await addTokens(database, records, without);
  const environment = { ...environmentOf(database.url, database.folder), KEYTREE_LOG_LEVEL: 'warn' };
  const keytree = await startServer([MAIN, 'serve'], environment, '/readyz');
  try {
    const url = `${keytree.url}/v1/verify`;
    await requireUsers(url, credential, withToken);
    const kinds = { 'without a token': without, 'with a user token': withToken };
    const figures = await rounds(url, database.folder, credential, kinds);
    for (const [kind, values] of Object.entries(figures)) {
      line(
        `${kind}, requests/s`,
        spread(values, (value) => String(Math.round(value))),
      );
    }
    ratio('with / without, of a round', medianRatio(...Object.values(figures).reverse()), { atLeast: 0.5 });
  } finally {
    await keytree.stop();
  }
}

/** A user on the account of each request, and a token that the service signed for a login there. */
async function addTokens(database, records, requests) {
  const installation = await openAgain(database);
  const { context } = installation;
  await product('application/tokens/signing-keys').rotateSigningKeys(context);
  const { signAccessToken } = product('application/tokens/sign-access-token');
  const { newId } = product('application/new-id');
  const { insertAll } = product('database/insert');
  const { User } = product('entities/user');
  const now = context.now();
  const numberOf = new Map(
    Array.from({ length: records.accounts }, (_, account) => [records.accountId(account), account]),
  );
  const accountOf = ({ account }) =>
    account.id ? account.id.slice(4) : records.accountId(Number(account.externalId.split('-')[1]));
  const users = requests.map((request, at) =>
    Object.assign(new User(), {
      ...{ id: newId(), accountId: accountOf(request), name: `user ${at}`, nameKey: `user ${at}`, passwordHash: '' },
      ...{ disabled: false, email: null, displayName: null, signIns: 0, version: 1, createdAt: now, updatedAt: now },
    }),
  );
  await installation.services.database.transaction((manager) => insertAll(manager, User, users));
  const tokens = [];
  for (const { id: subjectId, accountId } of users) {
    // The last of its keys that passes from everywhere: it need not be the one that is presented.
    const keyId = records.keyId(plainKeyOf(records, numberOf.get(accountId)));
    tokens.push(
      await signAccessToken(context, {
        ...{ kind: 'user', subjectId, accountId, keyId, familyId: newId(), endpointId: null, clientId: 'bench' },
        ...{ issuedAtMs: now.getTime(), expiresAtMs: now.getTime() + LIFE_MS },
      }),
    );
  }
  await installation.close();
  return requests.map((request, at) => ({ ...request, userToken: tokens[at] }));
}

function plainKeyOf(records, account) {
  for (let key = (account + 1) * records.perAccount - 1; ; key--) if (records.isPlain(key)) return key;
}

async function requireUsers(url, credential, requests) {
  for (let at = 0; at < SAMPLES; at++) {
    const { code, user } = JSON.parse(await answerOf(url, credential, requests[(at * 7919) % requests.length]));
    if (code !== 'VALID' || user === null) throw new Error(`a request with a user token was answered ${code}`);
  }
}

/** Requests a second of each kind, in turns; the first warms up. */
async function rounds(url, folder, credential, kinds) {
  const figures = {};
  for (const [kind, requests] of Object.entries(kinds)) {
    figures[kind] = [];
    await writeBodies(join(folder, `${kind}.txt`), requests);
  }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [kind, values] of Object.entries(figures)) {
      const { perSecond } = await shoot(url, { bodies: join(folder, `${kind}.txt`), credential, seconds: SECONDS });
      if (round > 0) values.push(perSecond);
    }
  }
  return figures;
}
