import { Place, type Service } from '../support/keytree-process';

const ADMIN = { KEYTREE_ADMIN_NAME: 'ann', KEYTREE_ADMIN_PASSWORD: 'four words that nobody says' };

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly enabled: boolean;
  readonly createdBy: string;
}

describe('create-gateway', () => {
  let place: Place;
  let service: Service;
  let token: string | null;
  let root: string;
  let acme: string;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true' });
    service = await place.serve([], ADMIN);
    token = await service.signIn(ADMIN.KEYTREE_ADMIN_NAME, ADMIN.KEYTREE_ADMIN_PASSWORD);
    root = (await ask<{ viewer: { home: { id: string } } }>('{ viewer { home { id } } }')).viewer.home.id;
    const { createAccount } = await ask<{ createAccount: { account: { id: string } } }>(
      `mutation ($root: ID!) {
        createAccount(input: { parentId: $root, kind: VENDOR, name: "Acme", externalId: "acme" }) {
          ... on CreateAccountSuccess { account { id } }
        }
      }`,
      { root },
    );
    acme = createAccount.account.id;
  });

  afterAll(async () => {
    await service.stop();
    await place.remove();
  });

  async function ask<T>(query: string, variables: object = {}): Promise<T> {
    return (await service.graphql(query, variables, token)).body.data as T;
  }

  async function gateways(): Promise<Record<'ofRoot' | 'ofAcme', Listed[]>> {
    const listed = 'gateways { nodes { id name hint enabled createdBy } }';
    const { ofRoot, ofAcme } = await ask<Record<'ofRoot' | 'ofAcme', { gateways: { nodes: Listed[] } }>>(
      `query ($root: ID!, $acme: ID!) {
        ofRoot: account(by: { id: $root }) { ${listed} }
        ofAcme: account(by: { id: $acme }) { ${listed} }
      }`,
      { root, acme },
    );
    return { ofRoot: ofRoot.gateways.nodes, ofAcme: ofAcme.gateways.nodes };
  }

  it('prints the credential alone on standard output, while the service runs', async () => {
    const runs = await Promise.all([
      place.run(['create-gateway', 'Edge']),
      place.run(['create-gateway', 'By id', '--account', acme]),
      place.run(['create-gateway', 'Edge', '--account', 'acme']),
    ]);
    const credentials = runs.map(({ out }) => out);
    const hints = credentials.map((out) => `${out.slice(0, 6)}…${out.slice(-5, -1)}`);
    const made = { id: expect.stringMatching(/^gwy_/), enabled: true, createdBy: 'command-line' };
    const listed = await gateways();
    expect(listed).toEqual({
      ofRoot: [{ ...made, name: 'Edge', hint: hints[0] }],
      ofAcme: [
        { ...made, name: 'By id', hint: hints[1] },
        { ...made, name: 'Edge', hint: hints[2] },
      ],
    });
    const ids = [...listed.ofRoot, ...listed.ofAcme].map(({ id }) => id);
    runs.forEach(({ code, out, err }, at) => {
      expect(code).toBe(0);
      expect(out).toMatch(/^ktg_[0-9A-Za-z]{43}\n$/);
      expect(err).toContain(ids[at]);
      expect(err).not.toContain(out.trim());
    });
  });

  it.each([
    [['create-gateway', 'EDGE'], 1, /a gateway of this name already/],
    [['create-gateway', ' '], 1, /^name: /],
    [['create-gateway', 'Other', '--account', 'nowhere'], 1, /no such account/],
    [['create-gateway', 'Other', '--account', `acc_${'0'.repeat(32)}`], 1, /no such account/],
    [['create-gateway'], 2, /missing required argument 'name'/],
  ])('%j prints nothing there, and makes none', async (words, exitCode, said) => {
    const before = await gateways();
    const { code, out, err } = await place.run(words);
    expect({ code, out }).toEqual({ code: exitCode, out: '' });
    expect(err).toMatch(said);
    expect(await gateways()).toEqual(before);
  });
});
