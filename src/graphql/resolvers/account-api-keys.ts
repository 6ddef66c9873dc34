import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { apiKeyKeyset, listApiKeys } from '../../application/keys/list-api-keys';
import type { FindingKind, FindingSeverity } from '../../application/keys/finding-sql';
import { listSecurityFindings, type SecurityFinding } from '../../application/keys/list-security-findings';
import type { ApiKeyFilter } from '../../application/keys/api-key-filter';
import type { VisibleApiKey } from '../../application/keys/visible-api-key';
import { connectionOfEdges, pageRequest, toConnection } from '../connection';
import { encodeCursor } from '../cursor';
import { effectiveEdges } from '../effective-edge';
import { givenFields } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import { ApiKeyFilterInput, ApiKeyOrderInput } from '../inputs/api-key';
import { ForwardPageArgs, PageArgs } from '../inputs/page-args';
import { AccountType } from '../types/account';
import { ApiKeyConnection } from '../types/api-key';
import type { ConnectionOf } from '../types/connection';
import { EffectiveApiKeyConnection, type EffectiveApiKeyEdge } from '../types/effective-api-key';
import { FindingKindEnum, FindingSeverityEnum, SecurityFindingConnection } from '../types/security-finding';

const FILTER_FIELDS = ['search', 'clientTypes', 'predefined', 'states'] as const;

@Resolver(() => AccountType)
export class AccountApiKeysResolver {
  @FieldResolver(() => ApiKeyConnection, {
    nullable: true,
    description: 'The keys defined on the account. Takes ViewApiKey; null, with an error, without it.',
  })
  async apiKeys(
    @Root() account: ShownAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => ApiKeyFilterInput, { nullable: true, description: 'Only those that fit.' })
    filter: ApiKeyFilterInput | null,
    @Arg('orderBy', () => ApiKeyOrderInput, { nullable: true, description: 'By name where nothing is said.' })
    order: ApiKeyOrderInput | null,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<VisibleApiKey>> {
    const [orderBy, direction] = [order?.field ?? 'NAME', order?.direction ?? 'ASC'] as const;
    const wanted = { accountId: account.id, ...filterOf(filter), orderBy, direction };
    const list = ['keys', wanted];
    const page = await listApiKeys(app, { ...wanted, ...pageRequest(list, args) });
    return toConnection(list, page, (key) => apiKeyKeyset(key, orderBy));
  }

  @FieldResolver(() => EffectiveApiKeyConnection, {
    nullable: true,
    description:
      'Which keys open this account: those defined on it and those inherited from all accounts above, by name, each with its state here. Takes ViewApiKey; null, with an error, without it.',
  })
  async effectiveApiKeys(
    @Root() account: ShownAccount,
    @Args(() => ForwardPageArgs) args: ForwardPageArgs,
    @Arg('filter', () => ApiKeyFilterInput, { nullable: true, description: 'Only those that fit.' })
    filter: ApiKeyFilterInput | null,
    @Ctx() { app, loaders }: GraphqlContext,
  ): Promise<ConnectionOf<VisibleApiKey, EffectiveApiKeyEdge>> {
    const wanted = filterOf(filter);
    const list = effectiveList(account, wanted);
    const { first, after } = pageRequest(list, args);
    const page = await loaders.effectiveApiKeys(account, { ...wanted, first, after });
    return connectionOfEdges(effectiveEdges(app, list, page.items), {
      ...page,
      hasPreviousPage: after !== undefined,
      totalCount: () => page.totalCount(),
    });
  }

  @FieldResolver(() => SecurityFindingConnection, {
    nullable: true,
    description:
      'What is risky about the keys defined on the account, and what to do. Takes ViewApiKey; null, with an error, without it.',
  })
  async securityFindings(
    @Root() account: ShownAccount,
    @Args(() => ForwardPageArgs) args: ForwardPageArgs,
    @Arg('includeSubAccounts', () => Boolean, {
      defaultValue: false,
      description: 'The keys of all accounts below too.',
    })
    includeSubAccounts: boolean,
    @Arg('kinds', () => [FindingKindEnum], { nullable: true, description: 'Any of these.' })
    kinds: FindingKind[] | null,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<SecurityFinding>> {
    const wanted = { accountId: account.id, includeSubAccounts, kinds: kinds ?? undefined };
    const list = ['findings', wanted];
    const { first, after } = pageRequest(list, args);
    const page = await listSecurityFindings(app, { ...wanted, first, after });
    return connectionOfEdges(
      page.items.map((node) => ({ node, cursor: encodeCursor(list, [node.kind, node.apiKey.id]) })),
      { ...page, hasPreviousPage: after !== undefined, totalCount: () => page.totalCount() },
    );
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many findings the keys defined on the account have; cheap for a page of accounts. Takes ViewApiKey; null without it.',
  })
  securityFindingCount(
    @Root() account: ShownAccount,
    @Arg('severities', () => [FindingSeverityEnum], { nullable: true, description: 'Only any of these.' })
    severities: FindingSeverity[] | null,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<number | null> {
    // No error: where a tree of accounts is shown, what is missing on one of them is no fault of the request.
    return loaders.securityFindingCount(account, severities ?? undefined);
  }
}

function filterOf(filter: ApiKeyFilterInput | null): ApiKeyFilter {
  return filter ? givenFields(filter, FILTER_FIELDS) : {};
}

/** What cursors of the account's effective keys are bound to. */
export function effectiveList(account: Pick<ShownAccount, 'id'>, filter: ApiKeyFilter): readonly unknown[] {
  return ['effective keys', account.id, filter];
}
