import { Badge, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { usePages } from '../../api/use-pages';
import {
  TestWebhookDocument,
  UpdateWebhookDocument,
  type WebhookRowFragment,
  WebhooksDocument,
} from '../../gql/graphql';
import { notifyDone } from '../../parts/notify';
import { Section } from '../../parts/section';
import { useShownOnce } from '../../parts/shown-once';
import { When } from '../../parts/when';
import { useAccount } from '../account-context';
import { useDialogs } from '../use-dialogs';
import { CreateButton } from './create-button';
import { DeliveriesDialog } from './deliveries-dialog';
import { Entries } from './entries';
import { Entry, type EntryAction } from './entry';
import { CreateWebhookDialog, EditWebhookDialog } from './webhook-dialogs';
import { WebhookQuestion } from './webhook-question';

type OfOne = 'edit' | 'deliveries' | 'rotate' | 'delete';

type Shown = { readonly kind: 'create' } | { readonly kind: OfOne; readonly id: string };

export function WebhooksSection(): ReactNode {
  const { t } = useTranslation('accounts');
  const account = useAccount();
  const webhooks = usePages(WebhooksDocument, { id: account.id }, ({ account: found }) =>
    found?.webhooks ? { ...found.webhooks, rows: found.webhooks.nodes } : null,
  );
  const dialogs = useDialogs<Shown>();
  const { shown } = dialogs;
  const { show } = useShownOnce();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const update = useMutate(UpdateWebhookDocument);
  const test = useMutate(TestWebhookDocument);
  const chosen = shown && shown.kind !== 'create' ? webhooks.rows.find(({ id }) => id === shown.id) : undefined;

  function tell(name: string, value: string): void {
    const title = t('webhook.secretOf', { name });
    show({ title, secrets: [{ name: title, value }], onStored: dialogs.close });
  }

  async function sendTest({ id, name }: WebhookRowFragment): Promise<void> {
    const { refusal: refused } = await test.run({ input: { webhookId: id } });
    setRefusal(refused);
    if (!refused) notifyDone(t('webhook.tested', { name }));
  }

  async function enable({ id, version, enabled }: WebhookRowFragment): Promise<void> {
    setRefusal((await update.run({ input: { webhookId: id, version, enabled: !enabled } })).refusal);
  }

  function actionsOf(webhook: WebhookRowFragment): EntryAction[] {
    const opens = (kind: OfOne, danger = false): EntryAction => ({
      label: t(`webhook.${kind}`),
      danger,
      onClick: (from) => dialogs.show({ kind, id: webhook.id }, from),
    });
    return [
      opens('deliveries'),
      ...(webhook.enabled ? [{ label: t('webhook.test'), onClick: () => void sendTest(webhook) }] : []),
      opens('edit'),
      opens('rotate'),
      {
        label: webhook.enabled ? t('webhook.disable') : t('webhook.enable'),
        onClick: () => void enable(webhook),
      },
      opens('delete', true),
    ];
  }

  return (
    <Section
      title={t('webhook.title')}
      help={t('webhook.help')}
      action={<CreateButton onClick={() => dialogs.show({ kind: 'create' })}>{t('webhook.create')}</CreateButton>}
    >
      <Entries
        label={t('webhook.title')}
        none={t('webhook.none')}
        list={{ ...webhooks, refusal: webhooks.refusal ?? refusal }}
      >
        {webhooks.rows.map((webhook) => (
          <Entry
            key={webhook.id}
            name={webhook.name}
            badges={
              !webhook.enabled && (
                <Badge variant="default" tt="none">
                  {t('webhook.disabled')}
                </Badge>
              )
            }
            actions={actionsOf(webhook)}
          >
            <Text size="sm" className="mono breaks">
              {webhook.url}
            </Text>
            <Text size="sm" c="dimmed">
              {webhook.events.map((event) => t(`webhook.event.${event}`)).join(' · ') || t('webhook.allEvents')}
            </Text>
            {webhook.previousSecretSignsUntil && (
              <Text size="sm">
                {t('webhook.oldSigns')} <When at={webhook.previousSecretSignsUntil} />.
              </Text>
            )}
          </Entry>
        ))}
      </Entries>
      {shown?.kind === 'create' && (
        <CreateWebhookDialog accountId={account.id} onSecret={tell} onClose={dialogs.close} />
      )}
      {shown?.kind === 'edit' && chosen && <EditWebhookDialog live={chosen} onClose={dialogs.close} />}
      {shown?.kind === 'deliveries' && chosen && <DeliveriesDialog webhook={chosen} onClose={dialogs.close} />}
      {(shown?.kind === 'rotate' || shown?.kind === 'delete') && chosen && (
        <WebhookQuestion kind={shown.kind} webhook={chosen} onSecret={tell} onClose={dialogs.close} />
      )}
    </Section>
  );
}
