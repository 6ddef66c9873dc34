import type { Context } from '../application/context';
import type { PresentedKey } from '../application/decision/load-key-caller';
import type { KeytreeError } from '../domain/errors';
import type { Loaders } from './loaders';

/** What every resolver gets. */
export interface GraphqlContext {
  /** The use cases' context of this request; its caller is known before anything is resolved. */
  app: Context;
  /** Fresh for each mutation of the request: what the one before changed is read again. */
  loaders: Loaders;
  readonly requestId: string;
  /** The API key that came, with what came beside it; null without one. */
  readonly presented: PresentedKey | null;
  /** Why what came opened nothing; null where nothing came, or it did. */
  refused: KeytreeError | null;
}
