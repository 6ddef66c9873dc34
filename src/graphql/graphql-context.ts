import type { Context } from '../application/context';
import type { Loaders } from './loaders';

/** What every resolver gets. */
export interface GraphqlContext {
  /** The use cases' context of this request. */
  readonly app: Context;
  readonly loaders: Loaders;
  readonly requestId: string;
  /** A token came but opened nothing: the answer says so instead of "sign in". */
  readonly tokenRefused: boolean;
}
