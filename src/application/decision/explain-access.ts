import { lineOf } from '../../domain/accounts/account-path';
import type { OperationClass } from '../../domain/decision/codes';
import { ForbiddenError, StaleRecordsError, UnauthenticatedError, ValidationError } from '../../domain/errors';
import { type IpAddress, parseIpAddress } from '../../domain/network/ip-address';
import { Account } from '../../entities/account';
import { holds, reaches } from '../caller';
import type { Context } from '../context';
import { effectiveKeyOn } from '../keys/effective-key-on';
import type { EffectiveApiKey } from '../keys/list-effective-api-keys';
import type { AccessAnswer, AccessQuestion } from './access-question';

export interface ExplainAccessInput {
  readonly account: AccessQuestion['account'];
  /** Exactly one of the two. */
  readonly key?: string | undefined;
  readonly keyId?: string | undefined;
  /** Null where it is not known. */
  readonly clientIp?: string | null | undefined;
  readonly operation: OperationClass;
  readonly userToken?: string | null | undefined;
  readonly deviceToken?: string | null | undefined;
}

export interface ExplainedAccess extends AccessAnswer {
  readonly account: Account | null;
  /** The key on the account; null where none was found. */
  readonly effectiveKey: EffectiveApiKey | null;
}

/**
 * Why would this request pass, or not? Worked out by the code that gateways ask, as for a gateway on the asker's
 * account; nothing is counted as a use. Takes ViewApiKey on the account that is named,
 * and where none is on the asker's own.
 */
export async function explainAccess(context: Context, input: ExplainAccessInput): Promise<ExplainedAccess> {
  const presented = presentedBy(input);
  // Of all that it reaches a key need not see everything, and how many bear a value would tell of the rest.
  if (context.caller.kind === 'KEY' && input.account === null)
    throw accountRequired('With an API key name the account.');
  // Without an account all of the asker's reach is looked through, and the answer tells of all of it.
  if (input.account === null) await requireViewed(context, topOf(context));
  const question = {
    topAccountId: topOf(context),
    account: input.account,
    presented,
    clientIp: addressOf(input.clientIp),
    operation: input.operation,
    userToken: input.userToken ?? null,
    deviceToken: input.deviceToken ?? null,
  };
  const answer = ask(context, question);
  const found = answer.accountId === null ? null : await context.manager.findOneBy(Account, { id: answer.accountId });
  if (found && !reaches(context.caller, found.path)) {
    return { ...ask(context, { ...question, account: NOWHERE }), account: null, effectiveKey: null };
  }
  const account = found && visible(context, found);
  const effectiveKey =
    account && answer.keyId !== null
      ? await effectiveKeyOn(context, { accountId: account.id, keyId: answer.keyId })
      : null;
  return { ...answer, account, effectiveKey };
}

/** The id of none: what is hidden is answered as what is not there. */
const NOWHERE = { by: 'id', text: '' } as const;

function ask({ services }: Context, question: AccessQuestion): AccessAnswer {
  const answer = services.records?.explain(question);
  if (!answer) throw new StaleRecordsError();
  return answer;
}

/** A user, or a key, reaches the subtree of an account. */
function topOf({ caller }: Context): string {
  if (caller.kind !== 'USER' && caller.kind !== 'KEY') throw new UnauthenticatedError('Sign in first.');
  return lineOf(caller.reach).at(-1) ?? '';
}

function presentedBy({ account, key, keyId }: ExplainAccessInput): AccessQuestion['presented'] {
  if (key !== undefined && keyId === undefined) return { key };
  if (keyId === undefined || key !== undefined) {
    throw ValidationError.of(['key'], 'EXACTLY_ONE', 'Give exactly one of `key` and `keyId`.');
  }
  if (account === null) {
    throw accountRequired('With `keyId` name the account: the key alone is one on many.');
  }
  return { keyId };
}

function accountRequired(message: string): ValidationError {
  return ValidationError.of(['account'], 'REQUIRED', message);
}

function addressOf(text: string | null | undefined): IpAddress | null {
  if (text === null || text === undefined) return null;
  const address = parseIpAddress(text);
  if (!address) throw ValidationError.of(['clientIp'], 'NOT_AN_ADDRESS', 'This is no IPv4 or IPv6 address.');
  return address;
}

async function requireViewed(context: Context, id: string): Promise<void> {
  const account = await context.manager.findOneBy(Account, { id });
  if (account) visible(context, account);
}

function visible(context: Context, account: Account): Account {
  if (!holds(context.caller, account.path, 'ViewApiKey')) {
    throw new ForbiddenError('This takes the permission ViewApiKey on the account.', ['account']);
  }
  return account;
}
