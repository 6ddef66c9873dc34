import { Account } from '../../entities/account';
import { Webhook } from '../../entities/webhook';
import { change } from '../change';
import { newContext } from '../context';
import type { Services } from '../services';

/** The receiver said that it is there no more (410): nothing further is sent until somebody enables it again. */
export async function disableGoneWebhook(services: Services, { id, url }: Webhook): Promise<void> {
  await change(newContext(services, { kind: 'COMMAND_LINE' }), async (change) => {
    // Somebody may have led it elsewhere meanwhile.
    const webhook = await change.manager.findOneBy(Webhook, { id, url, enabled: true });
    const account = webhook && (await change.manager.findOneBy(Account, { id: webhook.accountId }));
    if (!account) return;
    const columns = { enabled: false, version: webhook.version + 1, updatedAt: change.now() };
    await change.manager.update(Webhook, { id }, columns);
    change.audit({
      action: 'WEBHOOK_DISABLED',
      account,
      target: { type: 'Webhook', id, name: webhook.name },
      before: { enabled: true },
      after: { enabled: false },
      actor: { actorKind: 'SYSTEM', actorId: null, actorName: null },
    });
  });
}
