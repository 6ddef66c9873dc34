import { isGoodDeviceToken, isGoodUserToken } from '../../domain/decision/tokens';
import type { AccessToken } from '../../domain/tokens/access-token';
import { type Directory, NO_ACCOUNT } from '../directory/directory';
import { PresentedDeviceToken, PresentedUserToken } from './presented-tokens';
import type { TokenReader } from './token-reader';

export interface InspectedToken {
  /** Null for what is none of ours. */
  readonly token: AccessToken | null;
  readonly isGood: boolean;
}

/** Whether an access token, or one that says the same, is good on the account where it was gained. */
export function inspectToken(
  directory: Directory,
  reader: TokenReader,
  presented: string | AccessToken,
  nowMs: number,
): InspectedToken {
  const token = typeof presented === 'string' ? read(directory, reader, presented) : presented;
  if (token === null) return { token, isGood: false };
  const account = directory.accounts.numberOf(token.accountId);
  const isThere = account !== NO_ACCOUNT && !directory.accounts.isSuspended(account);
  return { token, isGood: isThere && isGood(directory, token, account, nowMs) };
}

function read({ tokens }: Directory, reader: TokenReader, text: string): AccessToken | null {
  return reader.read(text, 'user', tokens) ?? reader.read(text, 'device', tokens);
}

function isGood(directory: Directory, token: AccessToken, account: number, nowMs: number): boolean {
  return token.kind === 'user'
    ? isGoodUserToken(new PresentedUserToken().of(directory, token, account, nowMs), nowMs)
    : isGoodDeviceToken(new PresentedDeviceToken().of(directory, token, account), nowMs);
}
