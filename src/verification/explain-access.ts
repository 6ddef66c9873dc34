import { explain, type Explanation } from '../domain/decision/decide';
import { type Directory, NO_ACCOUNT, NO_KEY } from './directory/directory';
import type { Presented, RequestFacts } from './request-facts';
import type { VerifyRequest } from './verify-request';

/** An administrator asks what a request would be answered. */
export interface AccessQuestion extends Omit<VerifyRequest, 'key' | 'clientIpText'> {
  /** Bare id of the account that the asker may ask for, with all below it. */
  readonly topAccountId: string;
  readonly presented: Presented;
  readonly deviceToken: string | null;
}

export interface AccessAnswer extends Explanation {
  /** Bare ids; null where there is none within the asker's reach. */
  readonly accountId: string | null;
  readonly keyId: string | null;
}

/** The decision that a gateway on `topAccountId` would get, with every check; nothing is recorded of it. */
export function explainAccess(
  directory: Directory,
  facts: RequestFacts,
  question: AccessQuestion,
  nowMs: number,
): AccessAnswer {
  const top = directory.accounts.numberOf(question.topAccountId);
  facts.begin(directory, top, question, question.presented, nowMs);
  const explanation = explain(facts);
  const { accountFound, keyFound } = facts;
  const isInReach = accountFound !== NO_ACCOUNT && directory.accounts.isWithin(accountFound, top);
  return {
    ...explanation,
    accountId: isInReach ? directory.accounts.idOf(accountFound) : null,
    keyId: isInReach && keyFound !== NO_KEY ? directory.keys.idOf(keyFound) : null,
  };
}
