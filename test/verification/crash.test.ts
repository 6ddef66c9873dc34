import { randomBytes } from 'node:crypto';
import { Place, type Service } from '../support/keytree-process';

const PASSWORD = 'four words that nobody says';
const ROUNDS = 3;
/** Each with one change under way at a time. */
const WRITERS = 4;
/** Of each round; then it is killed while the writers' next changes are under way. */
const ANSWERED = 60;

interface WrittenKey {
  readonly id: string;
  readonly value: string;
  readonly replaced: readonly string[];
  readonly active: boolean;
  readonly blocked: boolean;
}

/** Null: it is not there. */
type KeyState = WrittenKey | null;

interface Life {
  /** Those that the key has, had or was to have. */
  readonly values: ReadonlySet<string>;
  /** The states that it may be in: one where its last change was answered, two where that was under way. */
  readonly possible: readonly KeyState[];
}

interface NextChange {
  readonly after: KeyState;
  readonly run: () => Promise<unknown>;
}

/** A process of the service killed with SIGKILL while changes come in, and started again. */
describe('a crash amid changes', () => {
  let place: Place;
  let service: Service;
  let token: string;
  let vendor: string;
  let customer: string;
  let credential: string;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_ADMIN_PASSWORD: PASSWORD, KEYTREE_MIGRATE_ON_START: 'true' });
    service = await place.serve();
    token = (await service.signIn('admin', PASSWORD))!;
    const { viewer } = (await service.graphql('{ viewer { home { id } } }', {}, token)).body.data as {
      viewer: { home: { id: string } };
    };
    vendor = (await makeAccount(viewer.home.id, 'VENDOR')).id;
    customer = (await makeAccount(vendor, 'CUSTOMER')).id;
    credential = (await place.run(['create-gateway', 'Edge'])).out.trim();
  });

  afterAll(() => place.remove());

  /** Calls the mutation; rejects where no answer comes, and where it is no success. */
  async function mutate(name: string, inputType: string, input: object, success = ''): Promise<unknown> {
    const query = `mutation ($input: ${inputType}!) { result: ${name}(input: $input) { __typename ${success} } }`;
    const { body } = await service.graphql(query, { input }, token);
    const { result } = (body.data ?? {}) as { result?: { __typename: string } };
    if (!result?.__typename.endsWith('Success')) throw new Error(`${name} answered ${JSON.stringify(body)}`);
    return result;
  }

  async function makeAccount(parentId: string, kind: string): Promise<{ id: string }> {
    const input = { parentId, kind, name: kind };
    const select = '... on CreateAccountSuccess { account { id } }';
    return ((await mutate('createAccount', 'CreateAccountInput', input, select)) as { account: { id: string } })
      .account;
  }

  const newValue = (): string => `crash-${randomBytes(12).toString('hex')}`;

  function create(): NextChange & { after: WrittenKey } {
    const value = newValue();
    const after = { id: '', value, replaced: [], active: true, blocked: false };
    const select = '... on ApiKeyValueSuccess { apiKey { id } }';
    const run = async (): Promise<void> => {
      const made = await mutate('createApiKey', 'CreateApiKeyInput', { accountId: vendor, name: value, value }, select);
      after.id = (made as { apiKey: { id: string } }).apiKey.id;
    };
    return { after, run };
  }

  function changeOf(key: WrittenKey, turn: number): NextChange {
    const change = (name: string, inputType: string, input: object, after: Partial<WrittenKey> | null): NextChange => ({
      after: after && { ...key, ...after },
      run: () => mutate(name, inputType, { keyId: key.id, ...input }),
    });
    const value = newValue();
    const replaced = [...key.replaced, key.value];
    switch (turn % 5) {
      case 0:
        return change('regenerateApiKey', 'RegenerateApiKeyInput', { value }, { value, replaced });
      case 1:
        return change('deactivateApiKey', 'ApiKeyInput', {}, { active: false });
      case 2:
        return change('blockApiKey', 'BlockApiKeyInput', { accountId: customer }, { blocked: true });
      case 3:
        return change('activateApiKey', 'ApiKeyInput', {}, { active: true });
      default:
        return change('deleteApiKey', 'ApiKeyInput', {}, null);
    }
  }

  /** Makes one key after the other, and leaves each after some changes, until no answer comes. */
  async function write(isKilled: () => boolean, answered: () => void, lives: Life[]): Promise<void> {
    for (let most = 0; ; most = (most + 1) % 6) {
      const values = new Set<string>();
      let before: KeyState = null;
      let next: NextChange = create();
      for (let turn = 0; ; turn++) {
        if (next.after) values.add(next.after.value);
        try {
          await next.run();
        } catch (error) {
          // Only the crash may keep an answer away.
          if (!isKilled()) throw error;
          lives.push({ values, possible: [before, next.after] });
          return;
        }
        before = next.after;
        answered();
        if (before === null || turn === most) break;
        next = changeOf(before, turn);
      }
      lives.push({ values, possible: [before] });
    }
  }

  /** What a request with the value is answered on the customer. */
  function codeIn(key: KeyState, value: string): string {
    if (key === null || ![key.value, ...key.replaced].includes(value)) return 'KEY_NOT_FOUND';
    if (key.blocked) return 'KEY_BLOCKED';
    if (!key.active) return 'KEY_INACTIVE';
    return key.value === value ? 'VALID' : 'KEY_EXPIRED';
  }

  async function codesOf(values: readonly string[]): Promise<Map<string, string>> {
    const codes = new Map<string, string>();
    for (let from = 0; from < values.length; from += 100) {
      const some = values.slice(from, from + 100);
      const requests = some.map((key) => ({ account: { id: customer }, key, operation: 'REGISTER_DEVICE' }));
      const response = await fetch(`${service.address}/v1/verify/batch`, {
        method: 'POST',
        headers: { authorization: `Bearer ${credential}` },
        body: JSON.stringify({ requests }),
      });
      const { results } = (await response.json()) as { results: { code: string }[] };
      some.forEach((value, index) => codes.set(value, results[index]!.code));
    }
    return codes;
  }

  it('loses no change that was answered, and leaves none half done', async () => {
    let lives: Life[] = [];
    const met = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      let answers = 0;
      const isKilled = (): boolean => answers >= ANSWERED;
      const answered = (): void => {
        if (++answers === ANSWERED) service.signal('SIGKILL');
      };
      await Promise.all(Array.from({ length: WRITERS }, () => write(isKilled, answered, lives)));
      expect(await service.done).toMatchObject({ code: null });

      expect(await place.run(['check'])).toMatchObject({ code: 0, err: '' });
      service = await place.serve();
      const codes = await codesOf(lives.flatMap(({ values }) => [...values]));
      for (const code of codes.values()) met.add(code);
      const found = lives.map(({ values, possible }) => {
        const isSo = (key: KeyState): boolean => [...values].every((value) => codes.get(value) === codeIn(key, value));
        // From here on it is known, and stays so.
        return { values, possible: possible.filter(isSo).slice(0, 1) };
      });
      const lost = lives.filter((_, index) => found[index]?.possible.length === 0);
      expect(lost.map((life) => ({ ...life, found: [...life.values].map((value) => codes.get(value)) }))).toEqual([]);
      lives = found;
    }
    expect([...met].sort()).toEqual(['KEY_BLOCKED', 'KEY_EXPIRED', 'KEY_INACTIVE', 'KEY_NOT_FOUND', 'VALID']);
    expect(await service.stop()).toMatchObject({ code: 0 });
  });
});
