import type { SelectQueryBuilder } from 'typeorm';
import { subtreeRange } from '../../domain/accounts/account-path';
import { ValidationError } from '../../domain/errors';
import { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import { requireAccount } from '../access';
import type { Context } from '../context';
import { hiddenBelow, leaveOut } from '../hidden-subtrees';
import { DEFAULT_PAGE_SIZE, type KeysetValues, MAX_PAGE_SIZE } from '../keyset-page';
import {
  FINDING_KINDS,
  FINDING_RULES,
  type FindingKind,
  findingParameters,
  findingSql,
  type FindingSeverity,
  sumOfFindings,
} from './finding-sql';
import { type VisibleApiKey, visibleApiKey } from './visible-api-key';

export interface ListSecurityFindingsInput {
  readonly accountId: string;
  /** The keys of all accounts below too. Default false. */
  readonly includeSubAccounts?: boolean | undefined;
  /** Any of these. */
  readonly kinds?: readonly FindingKind[] | undefined;
  readonly first?: number | undefined;
  /** Kind and key id of the finding before the page. */
  readonly after?: KeysetValues | undefined;
}

export interface SecurityFinding {
  readonly kind: FindingKind;
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly apiKey: VisibleApiKey;
}

export interface SecurityFindingPage {
  readonly items: readonly SecurityFinding[];
  readonly hasNextPage: boolean;
  totalCount(): Promise<number>;
}

/**
 * What is risky about the keys defined on the account, the most important first. Keys that work nowhere, being
 * inactive or expired, put nothing at risk. Takes ViewApiKey.
 */
export async function listSecurityFindings(
  context: Context,
  input: ListSecurityFindingsInput,
): Promise<SecurityFindingPage> {
  const account = await requireAccount(context, input.accountId, 'ViewApiKey', ['accountId']);
  const { first, from, afterKeyId } = pageOf(input);
  const wanted = FINDING_KINDS.filter((kind) => !input.kinds || input.kinds.includes(kind));
  const items: SecurityFinding[] = [];
  for (const kind of wanted.filter((one) => FINDING_KINDS.indexOf(one) >= from)) {
    const left = first + 1 - items.length;
    if (left <= 0) break;
    const query = keysWith(context, account, input).andWhere(findingSql(kind));
    if (FINDING_KINDS.indexOf(kind) === from && afterKeyId !== '') query.andWhere('k.id > :afterKeyId', { afterKeyId });
    const { entities, raw } = await query
      .addSelect('a.path', 'keyPath')
      .orderBy('k.id')
      .limit(left)
      .getRawAndEntities<{ keyPath: string }>();
    const { severity, message } = FINDING_RULES[kind];
    entities.forEach((key, index) => {
      items.push({ kind, severity, message, apiKey: visibleApiKey(context, key, raw[index]?.keyPath ?? '') });
    });
  }
  return {
    items: items.slice(0, first),
    hasNextPage: items.length > first,
    totalCount: () => count(context, account, input, wanted),
  };
}

function pageOf({ first = DEFAULT_PAGE_SIZE, after }: ListSecurityFindingsInput): {
  first: number;
  from: number;
  afterKeyId: string;
} {
  if (!Number.isInteger(first) || first < 0 || first > MAX_PAGE_SIZE) {
    throw ValidationError.of(['first'], 'PAGE_SIZE', `\`first\` is a number from 0 to ${MAX_PAGE_SIZE}.`);
  }
  if (!after) return { first, from: 0, afterKeyId: '' };
  const [kind, keyId] = after;
  const from = FINDING_KINDS.indexOf(kind as FindingKind);
  if (from < 0 || typeof keyId !== 'string') {
    throw ValidationError.of(['after'], 'DAMAGED_CURSOR', '`after` is not a cursor of this list.');
  }
  return { first, from, afterKeyId: keyId };
}

function keysWith(context: Context, account: Account, input: ListSecurityFindingsInput): SelectQueryBuilder<ApiKey> {
  const query = context.manager
    .createQueryBuilder(ApiKey, 'k')
    .innerJoin(Account, 'a', 'a.id = k.accountId')
    .setParameters(findingParameters(context.services.database.dialect, context.now()));
  if (input.includeSubAccounts !== true) return query.where('k.accountId = :accountId', { accountId: account.id });
  const { from, to } = subtreeRange(account.path);
  query.where('a.path >= :from AND a.path < :to', { from, to });
  leaveOut(query, hiddenBelow(context.caller, account.path));
  return query;
}

async function count(
  context: Context,
  account: Account,
  input: ListSecurityFindingsInput,
  kinds: readonly FindingKind[],
): Promise<number> {
  const row = await keysWith(context, account, input)
    .select(sumOfFindings(kinds), 'total')
    .getRawOne<{ total: number | string | null }>();
  return Number(row?.total ?? 0);
}
