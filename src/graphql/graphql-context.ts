import type { Context } from '../application/context';
import type { Loaders } from './loaders';

/** What every resolver gets. */
export interface GraphqlContext {
  /** The use cases' context of this request. */
  readonly app: Context;
  /** Fresh for each mutation of the request: what the one before changed is read again. */
  loaders: Loaders;
  readonly requestId: string;
  /** A token came but opened nothing: the answer says so instead of "sign in". */
  readonly tokenRefused: boolean;
}
