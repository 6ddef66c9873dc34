import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTree } from '../../src/application/tree-file/import-tree';
import { Account } from '../../src/entities/account';
import { testFolder } from '../support/test-database';
import { MintedTokens } from '../support/minted-tokens';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';
import { describeVectors, type RequestVector } from '../support/vectors';

describeVectors('verification of the requests of ../shared/vectors, over HTTP', ({ worlds }) => {
  describe.each(worlds.map((world, number) => [number, world] as const))('world %i', (number, world) => {
    let installation: TestInstallation;
    let before: TestVerification;
    let after: TestVerification;
    let tokens: MintedTokens;
    const credentials = new Map<string | null, string>();
    const bodies = new Map<RequestVector, Record<string, unknown>>();
    const asked = world.requests.filter(({ request }) => request.at === undefined);

    beforeAll(async () => {
      installation = await startTestInstallation();
      before = await startTestVerification(installation);
      const file = join(testFolder(), `world-${number}.json`);
      writeFileSync(file, JSON.stringify(world.tree));
      await importTree(installation.commandLine, { file });
      for (const externalId of new Set(world.requests.map(({ request }) => request.gateway))) {
        credentials.set(externalId, await newTestGateway(installation, await accountOf(installation, externalId)));
      }
      tokens = await MintedTokens.of(installation);
      for (const vector of asked) bodies.set(vector, await bodyOf(vector));
      after = await startTestVerification(installation);
      await before.verification.follower.caughtUp(after.verification.follower.seq);
    });

    afterAll(async () => {
      await before.close();
      await after.close();
      await installation.close();
    });

    async function bodyOf({ request }: RequestVector): Promise<Record<string, unknown>> {
      const { account, key, clientIp, operation, userToken, deviceToken } = request;
      const on = async (externalId: string): Promise<string> => (await accountOf(installation, externalId)).id;
      return {
        ...{ account, key, clientIp, operation },
        userToken: userToken && (await tokens.user(userToken.is, await on(userToken.account))),
        deviceToken: deviceToken && (await tokens.device(deviceToken.is, await on(deviceToken.account))),
      };
    }

    it.each(['before', 'after'] as const)(
      'gives every code on an instance that started %s the import',
      async (when) => {
        const instance = { before, after }[when];
        const wrong: unknown[] = [];
        for (const vector of asked) {
          const { status, body } = await instance.post(
            '/v1/verify?explain=true',
            bodies.get(vector),
            credentials.get(vector.request.gateway),
          );
          const failed = body.checks?.find((check: { outcome: string }) => check.outcome === 'FAILED');
          const found = [status, body.code, body.valid, failed?.code ?? 'VALID'];
          if (JSON.stringify(found) !== JSON.stringify([200, vector.code, vector.code === 'VALID', vector.code])) {
            wrong.push({ asked: vector, found: body });
          }
          if (vector.valid) {
            expect([body.account.externalId, body.apiKey.name]).toEqual([vector.valid.account, vector.valid.key]);
          }
        }
        expect(wrong).toEqual([]);
        expect(asked.length).toBeGreaterThan(150);
      },
    );

    it('gives the same in batches', async () => {
      for (const [gateway, credential] of credentials) {
        const ofGateway = asked.filter(({ request }) => request.gateway === gateway);
        for (let from = 0; from < ofGateway.length; from += 100) {
          const batch = ofGateway.slice(from, from + 100);
          const { body } = await after.post(
            '/v1/verify/batch',
            { requests: batch.map((one) => bodies.get(one)) },
            credential,
          );
          expect(body.results.map((result: { code: string }) => result.code)).toEqual(batch.map((one) => one.code));
        }
      }
    });
  });
});

async function accountOf({ commandLine }: TestInstallation, externalId: string | null): Promise<Account> {
  return commandLine.manager.findOneByOrFail(Account, externalId === null ? { rootSlot: 1 } : { externalId });
}
