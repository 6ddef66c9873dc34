import { UnauthenticatedError } from '../../domain/errors';
import type { UserCaller } from '../caller';
import type { Context } from '../context';

/** For what is about the caller's own session. */
export function requireSignedIn(context: Context): UserCaller {
  if (context.caller.kind !== 'USER') throw new UnauthenticatedError('Sign in first.');
  return context.caller;
}
