import { ConflictError } from '../../domain/errors';
import { checkName } from '../../domain/text/name';
import { isWebhookEvent, type WebhookEvent } from '../../domain/webhooks/webhook-event';
import { originOf, parseWebhookUrl } from '../../domain/webhooks/webhook-url';
import type { Account } from '../../entities/account';
import { Webhook } from '../../entities/webhook';
import { changedFields, pick } from '../audit/changed-fields';
import type { Change } from '../change';
import { InputFaults } from '../input-faults';

export const DEFAULT_REFUSALS_THRESHOLD = 100;
const MOST_REFUSALS_THRESHOLD = 1_000_000_000;

export interface WebhookFields {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  /** Empty: all. */
  readonly events?: readonly WebhookEvent[] | undefined;
  readonly refusalsThreshold?: number | undefined;
}

const AUDITED = ['name', 'url', 'enabled', 'events', 'refusalsThreshold'] as const satisfies readonly (keyof Webhook)[];

/**
 * Gathers the faults of form, and refuses them.
 * @returns the URL as it is kept; undefined where none was given
 * @throws ValidationError
 */
export function checkWebhookFields(change: Change, fields: WebhookFields): string | undefined {
  const { name, events = [], refusalsThreshold: threshold } = fields;
  const faults = new InputFaults();
  if (name !== undefined) faults.add(['name'], checkName(name));
  const url = fields.url === undefined ? null : parseWebhookUrl(fields.url, change.services.webhookTargets);
  if (url?.ok === false) faults.add(['url'], url);
  events.forEach((event, index) => {
    if (isWebhookEvent(event)) return;
    faults.add(['events', String(index)], { code: 'UNKNOWN_EVENT', message: 'There is no such event.' });
  });
  if (threshold !== undefined && !isThreshold(threshold)) {
    faults.add(['refusalsThreshold'], {
      code: 'OUT_OF_RANGE',
      message: `The threshold is a whole number from 1 to ${MOST_REFUSALS_THRESHOLD}.`,
    });
  }
  faults.refuse();
  return url?.ok ? url.url : undefined;
}

function isThreshold(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MOST_REFUSALS_THRESHOLD;
}

/** What audit records show of a webhook: of the URL where it leads and no more, and nothing of the secret. */
export function auditedWebhook(webhook: Webhook): Record<string, unknown> {
  return withOrigin(pick(webhook, AUDITED));
}

/** The same of what differs; null where nothing does. */
export function changedWebhookFields(
  before: Webhook,
  after: Webhook,
): { before: Record<string, unknown>; after: Record<string, unknown> } | null {
  const changed = changedFields(before, after, AUDITED);
  return changed && { before: withOrigin(changed.before), after: withOrigin(changed.after) };
}

function withOrigin(record: Record<string, unknown>): Record<string, unknown> {
  return typeof record.url === 'string' ? { ...record, url: originOf(record.url) } : record;
}

/** Unique on its account without case. Whoever may do this may see the other. */
export async function requireFreeWebhookName(change: Change, account: Account, nameKey: string): Promise<void> {
  const existing = await change.manager.findOneBy(Webhook, { accountId: account.id, nameKey });
  if (!existing) return;
  throw new ConflictError('The account has a webhook of this name already: choose another name.', ['name'], {
    existing: { type: 'Webhook', id: existing.id },
  });
}
