import { instantParameter } from '../../database/dialect';
import { lineOf } from '../../domain/accounts/account-path';
import type { Services } from '../services';
import type { DueDelivery } from './claim-delivery';

type Needed = Pick<Services, 'database' | 'now'>;

/** A webhook for which something is due. */
export interface WaitingWebhook {
  readonly webhookId: string;
  /** Of its account. */
  readonly line: readonly string[];
  /** When the first was due, in the database's own form. */
  readonly since: Date | string;
  /** How many are due. */
  readonly due: number;
}

interface Row {
  webhookId: string;
  path: string;
  since: Date | string;
  due: number | string;
}

/**
 * All of them, the longest waiting first: not so and so many deliveries, among which there might be none but those of
 * one webhook with a long queue. The index of what is due is read, and no delivery.
 */
export async function waitingWebhooks({ database, now }: Needed): Promise<WaitingWebhook[]> {
  const rows = await database.read.query<Row[]>(
    `SELECT waiting.webhookId, account.path, waiting.since, waiting.due
     FROM (
       SELECT webhook_id AS webhookId, MIN(next_attempt_at) AS since, COUNT(*) AS due FROM webhook_delivery
       WHERE next_attempt_at <= ? GROUP BY webhook_id
     ) AS waiting
     JOIN webhook ON webhook.id = waiting.webhookId
     JOIN account ON account.id = webhook.account_id
     ORDER BY waiting.since`,
    [instantParameter(database.dialect, now())],
  );
  return rows.map(({ path, due, ...row }) => ({ ...row, line: lineOf(path), due: Number(due) }));
}

/** The delivery that waits for the longest; null where somebody else has just begun it. */
export async function firstDue(
  { database }: Needed,
  { webhookId, since }: WaitingWebhook,
): Promise<DueDelivery | null> {
  const [first] = await database.read.query<DueDelivery[]>(
    'SELECT id, attempts FROM webhook_delivery WHERE next_attempt_at = ? AND webhook_id = ? LIMIT 1',
    [since, webhookId],
  );
  return first ?? null;
}
