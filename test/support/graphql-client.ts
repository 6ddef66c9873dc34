import type { FastifyInstance } from 'fastify';
import { ADMIN } from './test-installation';

interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [further: string]: unknown };
}

/** Answers are looked at by tests, whose expectations say what they must be. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what a test asserts
export type Data = any;

export interface GraphqlAnswer {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly GraphqlError[] | undefined;
}

/** Speaks to the service as any client does, over HTTP without a port. */
export class GraphqlClient {
  constructor(
    private readonly server: FastifyInstance,
    readonly token: string | null = null,
    private readonly address = '203.0.113.7',
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** A caller with an API key, with or without the token of a login. */
  withKey(key: string, token: string | null = null, more: Readonly<Record<string, string>> = {}): GraphqlClient {
    return new GraphqlClient(this.server, token, this.address, { 'x-api-key': key, ...more });
  }

  /** Sees what another user sees. */
  viewingAs(userId: string): GraphqlClient {
    return new GraphqlClient(this.server, this.token, this.address, { ...this.headers, 'x-keytree-view-as': userId });
  }

  async send(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
    const response = await this.server.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress: this.address,
      headers: {
        'content-type': 'application/json',
        ...this.headers,
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      },
      payload: JSON.stringify({ query, variables }),
    });
    const body = response.json<{ data?: Data; errors?: GraphqlError[] }>();
    return { status: response.statusCode, data: body.data, errors: body.errors };
  }

  /** The data of a request that must succeed as GraphQL; refusals of mutations are data. */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.send(query, variables);
    if (errors) throw new Error(`GraphQL answered errors: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Calls a mutation with its one input, and answers the union's member with `__typename`. */
  async mutate(mutation: string, input: Record<string, unknown>, success = ''): Promise<Data> {
    const inputType = `${INPUT_TYPES[mutation] ?? mutation.charAt(0).toUpperCase() + mutation.slice(1)}Input`;
    const data = await this.ask(
      `mutation ($input: ${inputType}!) { result: ${mutation}(input: $input) { __typename ${success} ${USER_ERROR} } }`,
      { input },
    );
    return data.result;
  }

  async signIn(name = ADMIN.name, password = ADMIN.password, account?: Record<string, string>): Promise<GraphqlClient> {
    const result = await this.mutate(
      'signIn',
      { name, password, ...(account ? { account } : {}) },
      '... on SignInSuccess { accessToken }',
    );
    if (result.__typename !== 'SignInSuccess') throw new Error(`signIn answered ${JSON.stringify(result)}`);
    return new GraphqlClient(this.server, result.accessToken, this.address);
  }
}

/** Mutations that share an input type. */
const INPUT_TYPES: Record<string, string> = {
  suspendAccount: 'AccountStatus',
  resumeAccount: 'AccountStatus',
  activateApiKey: 'ApiKey',
  deactivateApiKey: 'ApiKey',
  deleteApiKey: 'ApiKey',
  unblockApiKey: 'BlockApiKey',
  activateApiKeys: 'BulkApiKeys',
  deactivateApiKeys: 'BulkApiKeys',
  deleteApiKeys: 'BulkApiKeys',
  trustEndpoints: 'BulkEndpoints',
  rejectEndpoints: 'BulkEndpoints',
  revokeEndpoints: 'BulkEndpoints',
  deleteEndpoints: 'BulkEndpoints',
};

/** All of it within the interface: a union need not have every error. */
const USER_ERROR = `
  ... on UserError {
    code message path
    ... on ValidationFailed { faults { path code message } }
    ... on Conflict { existing { __typename id } current { __typename id } }
    ... on LimitReached { retryAfterSeconds }
  }`;
