import type { AccountPath } from '../../domain/accounts/account-path';
import type { WebhookEvent } from '../../domain/webhooks/webhook-event';
import type { HearingWebhook } from './hearing-webhook';

/** What a payload tells of a key. Of an inherited one too: so only what is seen of such a key. */
export interface ToldKey {
  readonly name: string;
  readonly hint: string;
  readonly active: boolean;
  readonly expiresAt: Date | null;
}

/** Something that webhooks are to hear of: those of the account where it happened, and of all above it. */
export interface Notice {
  readonly type: WebhookEvent;
  readonly at: Date;
  readonly accountId: string;
  readonly path: AccountPath;
  /** With what is told of it, where it is gone. */
  readonly key?: { readonly id: string; readonly was?: ToldKey | undefined };
  readonly endpointId?: string;
  /** Who did it; nobody, where time did. */
  readonly actor?: { readonly actorKind: string; readonly actorId: string | null; readonly actorName: string | null };
  /** What else is told, beside the objects. */
  readonly further?: Readonly<Record<string, unknown>>;
  /** Further conditions, which not every webhook need fulfil. */
  readonly isFor?: (webhook: HearingWebhook) => boolean;
}
