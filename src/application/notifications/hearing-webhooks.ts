import type { EntityManager } from 'typeorm';
import { idsOnLines, lineOf } from '../../domain/accounts/account-path';
import { hearsOf, type WebhookEvent } from '../../domain/webhooks/webhook-event';
import { instantOfRow } from '../../database/rows';
import { creatingKeyId } from '../audit/actor';
import { ClosedAccounts } from './closed-accounts';
import type { HearingWebhook } from './hearing-webhook';
import type { Notice } from './notice';
import { placeholders } from '../../database/statement';

/** Of one webhook, in their order; never none. */
export interface Heard {
  readonly webhook: HearingWebhook;
  readonly notices: readonly Notice[];
}

interface Row {
  id: string;
  accountId: string;
  events: string;
  refusalsThreshold: number;
  createdAt: Date | string;
  createdBy: string;
}

/** Ids of one statement, and webhooks that are read whatever their accounts. */
const CHUNK = 1_000;

/**
 * What each enabled webhook on the lines of the notices hears. One statement, two where keys made some of them by
 * themselves; none for no notice.
 */
export async function whoHears(manager: EntityManager, notices: readonly Notice[]): Promise<Heard[]> {
  const webhooks = (await fewWebhooks(manager, notices)) ?? (await webhooksOfLines(manager, notices));
  if (webhooks.length === 0) return [];
  const keyIds = [...new Set(webhooks.flatMap(({ madeByKeyId }) => madeByKeyId ?? []))];
  const paths = notices.map(({ path }) => path);
  const closed = await ClosedAccounts.load(manager, keyIds, paths);
  const byAccount = new Map<string, HearingWebhook[]>();
  for (const webhook of webhooks) {
    byAccount.set(webhook.accountId, [...(byAccount.get(webhook.accountId) ?? []), webhook]);
  }
  const heard = new Map<HearingWebhook, Notice[]>();
  for (const notice of notices) {
    for (const webhook of lineOf(notice.path).flatMap((id) => byAccount.get(id) ?? [])) {
      if (!hearsOf(webhook.events, notice.type) || notice.isFor?.(webhook) === false) continue;
      if (webhook.madeByKeyId !== null && closed.has(notice.path, webhook.madeByKeyId)) continue;
      const known = heard.get(webhook);
      if (known) known.push(notice);
      else heard.set(webhook, [notice]);
    }
  }
  return [...heard].map(([webhook, its]) => ({ webhook, notices: its }));
}

/** For an import it is less to read every webhook than to ask for ten thousand accounts. Null where there are many. */
async function fewWebhooks(manager: EntityManager, notices: readonly Notice[]): Promise<HearingWebhook[] | null> {
  if (notices.length <= CHUNK) return null;
  const webhooks = await select(manager, `LIMIT ${CHUNK}`, []);
  return webhooks.length < CHUNK ? webhooks : null;
}

async function webhooksOfLines(manager: EntityManager, notices: readonly Notice[]): Promise<HearingWebhook[]> {
  const ids = idsOnLines(notices.map(({ path }) => path));
  const found: HearingWebhook[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK);
    found.push(...(await select(manager, `AND account_id IN (${placeholders(chunk)})`, chunk)));
  }
  return found;
}

async function select(manager: EntityManager, which: string, parameters: readonly string[]): Promise<HearingWebhook[]> {
  const rows = await manager.query<Row[]>(
    `SELECT id, account_id AS accountId, events, refusals_threshold AS refusalsThreshold, created_at AS createdAt,
            created_by AS createdBy
     FROM webhook WHERE enabled = 1 ${which}`,
    [...parameters],
  );
  return rows.map(({ events, createdAt, createdBy, ...row }) => ({
    ...row,
    events: JSON.parse(events) as WebhookEvent[],
    createdAt: instantOfRow(createdAt),
    madeByKeyId: creatingKeyId(createdBy),
  }));
}
