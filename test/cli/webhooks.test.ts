import { Place, type Service } from '../support/keytree-process';
import { type ReceivedWebhook, verified, WebhookReceiver } from '../support/webhook-receiver';

/** As it is run: events leave the process by themselves, and it ends although something is still to be sent. */
describe('keytree serve', () => {
  let place: Place;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true', KEYTREE_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' });
  });

  afterAll(async () => {
    await receiver.close();
    await place.remove();
  });

  async function ask<T>(service: Service, token: string | null, query: string, input: object): Promise<T> {
    const { body } = await service.graphql(query, { input }, token);
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return (body.data as { result: T }).result;
  }

  async function next(): Promise<ReceivedWebhook> {
    while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    return receiver.take()[0]!;
  }

  it('tells webhooks at once of what happens, and again after a stop of what was not taken', async () => {
    const service = await place.serve();
    const password = /Password: +(\S+)/.exec(service.out)![1]!;
    const token = await service.signIn('admin', password);
    const { body } = await service.graphql('{ viewer { account { id } } }', {}, token);
    const accountId = (body.data as { viewer: { account: { id: string } } }).viewer.account.id;
    const { secret } = await ask<{ secret: string }>(
      service,
      token,
      'mutation ($input: CreateWebhookInput!) { result: createWebhook(input: $input) { ... on WebhookSecretSuccess { secret } } }',
      { accountId, name: 'Here', url: receiver.url },
    );
    const makeKey = (name: string): Promise<unknown> =>
      ask(
        service,
        token,
        'mutation ($input: CreateApiKeyInput!) { result: createApiKey(input: $input) { __typename } }',
        { accountId, name },
      );
    await makeKey('First');
    const first = await next();
    expect(verified(first, secret, new Date())).toMatchObject({
      type: 'api_key.created',
      data: { account: { id: accountId }, apiKey: { name: 'First' }, actor: { kind: 'USER', name: 'admin' } },
    });

    receiver.answers.push('nothing');
    await makeKey('Second');
    const cutOff = await next();
    const { code, out } = await service.stop();
    expect(code).toBe(0);
    expect(out).not.toContain(secret);

    const again = await place.serve();
    const repeated = await next();
    expect(repeated.headers['webhook-id']).toBe(cutOff.headers['webhook-id']);
    expect(verified(repeated, secret, new Date())).toMatchObject({ data: { apiKey: { name: 'Second' } } });
    expect(await again.stop()).toMatchObject({ code: 0 });
  });
});
