import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { AccessQuestion } from '../../application/decision/access-question';
import { explainAccess } from '../../application/decision/explain-access';
import { holds } from '../../application/caller';
import { publicId } from '../../domain/ids';
import { accountReference } from '../account-reference';
import { bareId } from '../bare-id';
import { effectiveEdges } from '../effective-edge';
import type { GraphqlContext } from '../graphql-context';
import type { AccountLocator } from '../inputs/account-locator';
import { ExplainAccessInput } from '../inputs/explain-access';
import { AccessExplanationType } from '../types/access-explanation';
import { effectiveList } from './account-api-keys';

@Resolver()
export class ExplainAccessResolver {
  @Query(() => AccessExplanationType, {
    nullable: true,
    description:
      'Why was this denied? The decision that a gateway on your account would get, with every check. Takes ViewApiKey on the account that is named, and where none is on your own.',
  })
  async explainAccess(
    @Arg('input', () => ExplainAccessInput, { description: 'The request.' }) input: ExplainAccessInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<AccessExplanationType> {
    const { code, checks, account, effectiveKey } = await explainAccess(app, {
      account: input.account ? accountNameOf(input.account) : null,
      key: input.key ?? undefined,
      keyId: input.keyId ? bareId('ApiKey', input.keyId, ['keyId']) : undefined,
      clientIp: input.clientIp,
      operation: input.operation,
      userToken: input.userToken,
      deviceToken: input.deviceToken,
    });
    const list = effectiveList({ id: account?.id ?? '' }, {});
    const [edge = null] = effectiveEdges(app, list, effectiveKey ? [effectiveKey] : []);
    return {
      code,
      checks,
      account: account && holds(app.caller, account.path, 'ViewAccount') ? account : null,
      effectiveApiKey: edge,
    };
  }
}

function accountNameOf(locator: AccountLocator): NonNullable<AccessQuestion['account']> {
  const reference = accountReference(locator, ['account']);
  if ('id' in reference) return { by: 'id', text: publicId('Account', reference.id) };
  if ('externalId' in reference) return { by: 'externalId', text: reference.externalId };
  return { by: 'domain', text: reference.domain };
}
