import type { FastifyInstance } from 'fastify';
import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { Database } from '../../src/database/database';
import type { GraphqlContext } from '../../src/graphql/graphql-context';
import { newServer } from '../../src/http/server';
import { GraphqlClient } from '../support/graphql-client';
import { LogLines } from '../support/log-lines';
import { testDatabaseKind } from '../support/test-database';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

/** A promise that a test settles. */
class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

describe('the time that a query may take', () => {
  let installation: TestInstallation;
  let server: FastifyInstance;
  let reads: Promise<unknown>;
  const log = new LogLines();
  const gates = { query: new Gate(), mutation: new Gate(), mutationBegan: new Gate() };

  const field = (resolve: (context: GraphqlContext) => Promise<string>): object => ({
    type: new GraphQLNonNull(GraphQLString),
    resolve: (_parent: unknown, _args: unknown, context: GraphqlContext) => resolve(context),
  });
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: {
        quick: field(() => Promise.resolve('done')) as never,
        slow: field(({ app }) => {
          reads = gates.query.opened.then(() => app.manager.query('SELECT seq FROM installation'));
          return reads.then(() => 'done');
        }) as never,
      },
    }),
    mutation: new GraphQLObjectType({
      name: 'Mutation',
      fields: {
        slow: field(async ({ app }) => {
          gates.mutationBegan.open();
          await gates.mutation.opened;
          await app.manager.query('SELECT seq FROM installation');
          return 'done';
        }) as never,
      },
    }),
  });

  beforeAll(async () => {
    installation = await startTestInstallation();
    const { services } = installation;
    const readiness = { stopping: false };
    server = await newServer({
      schema,
      services,
      logger: log.logger,
      production: false,
      trustedProxies: [],
      readiness,
      // Time enough for a query that does nothing, also the first one and on a machine that is busy.
      queryLimitMs: 2_000,
    });
  });

  afterAll(async () => {
    await server.close();
    await installation.close();
  });

  it('ends it with the limit named, and nothing more is read for it; a mutation is waited for', async () => {
    const client = new GraphqlClient(server);
    expect(await client.ask('{ quick }')).toEqual({ quick: 'done' });

    let answered = false;
    const mutation = client.ask('mutation { slow }').finally(() => (answered = true));
    await gates.mutationBegan.opened;
    // Begun after the mutation, and ended before it: the query's time was the mutation's too.
    const { data, errors } = await client.send('{ quick slow }');
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/limit of time, 2 s/),
        extensions: { code: 'RATE_LIMITED', requestId: expect.any(String) },
      },
    ]);
    expect(answered).toBe(false);

    const before = installation.statements.length;
    gates.query.open();
    await expect(reads).rejects.toThrow('limit of time');
    expect(installation.statements).toHaveLength(before);

    gates.mutation.open();
    expect(await mutation).toEqual({ slow: 'done' });
    // It was an answer, no failure of the service.
    expect(log.where({ level: 50 })).toEqual([]);
  });

  if (testDatabaseKind === 'sqlite') return;

  it('also ends a statement that reads for longer, on every connection, but none of a transaction', async () => {
    const database = await Database.open({ url: installation.database.url, readLimitMs: 100, poolSize: 3 });
    const endless =
      'SELECT COUNT(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c';
    const ended = await Promise.allSettled([1, 2, 3, 4].map(() => database.read.query(endless)));
    for (const outcome of ended) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/time/) } });
    }
    const limits = await database.transaction((manager) =>
      manager.query<{ Value: string }[]>(
        "SHOW SESSION VARIABLES WHERE Variable_name IN ('max_statement_time', 'max_execution_time')",
      ),
    );
    expect(limits.map(({ Value }) => Number(Value))).toEqual([0]);
    await database.close();
  });
});
