import { isWebhookEvent } from '../../domain/webhooks/webhook-event';
import { type Check, checkHash, checkList, checkNameKey, checkReference, eachRow, subject, text } from './check-rows';

/** Gateways, which ask, and webhooks, which are told. */
export async function checkServices(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select: `g.id AS id, g.name AS name, g.name_key AS nameKey, g.account_id AS accountId,
            g.credential_hash AS credentialHash, a.id AS account`,
      from: 'gateway g LEFT JOIN account a ON a.id = g.account_id',
      by: ['g.id'],
    },
    (row) => {
      const who = subject('Gateway', row.id, row.name);
      checkNameKey(check, who, row);
      checkReference(check, who, 'Account', row.accountId, row.account);
      checkHash(check, who, row.credentialHash);
    },
  );
  await checkWebhooks(check);
}

async function checkWebhooks(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select: `w.id AS id, w.name AS name, w.name_key AS nameKey, w.account_id AS accountId, w.url AS url,
            w.events AS events, a.id AS account`,
      from: 'webhook w LEFT JOIN account a ON a.id = w.account_id',
      by: ['w.id'],
    },
    (row) => {
      const who = subject('Webhook', row.id, row.name);
      checkNameKey(check, who, row);
      checkReference(check, who, 'Account', row.accountId, row.account);
      // Not the URL itself, which may hold a secret of whoever is told.
      if (!URL.canParse(text(row.url))) check.report(who, 'its URL is none: nothing can be sent to it');
      for (const event of checkList(check, who, 'events', row.events) ?? []) {
        if (!isWebhookEvent(event)) check.report(who, `its event “${event}” is unknown`);
      }
    },
  );
  await eachRow(
    check,
    {
      select: 'd.id AS id, d.webhook_id AS webhookId, w.id AS webhook',
      from: 'webhook_delivery d LEFT JOIN webhook w ON w.id = d.webhook_id',
      by: ['d.id'],
    },
    (row) => {
      checkReference(check, subject('WebhookDelivery', row.id), 'Webhook', row.webhookId, row.webhook);
    },
  );
}
