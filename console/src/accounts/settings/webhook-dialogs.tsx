import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByField, type Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { CreateWebhookDocument, UpdateWebhookDocument, type WebhookRowFragment } from '../../gql/graphql';
import { EditedForm } from '../../parts/edited-form';
import { HoldingModal } from '../../parts/holding-modal';
import { FormButtons } from '../../parts/form-buttons';
import { notifyDone } from '../../parts/notify';
import { Problem } from '../../parts/problem';
import { useEdited } from '../../parts/use-edited';
import { WEBHOOK_EVENTS, WebhookFields, type WebhookForm, webhookForm } from './webhook-form';

export function CreateWebhookDialog({
  accountId,
  onSecret,
  onClose,
}: {
  readonly accountId: string;
  readonly onSecret: (name: string, secret: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const { run, busy } = useMutate(CreateWebhookDocument);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useForm<WebhookForm>({ initialValues: webhookForm(null) });

  async function create(values: WebhookForm): Promise<void> {
    const { success, refusal: refused } = await run({ input: { accountId, ...values } });
    if (refused) {
      const { atFields, rest } = faultsByField(refused, Object.keys(values));
      form.setErrors(atFields);
      setRefusal(rest);
      return;
    }
    onSecret(values.name, success.secret);
    onClose();
  }

  return (
    <HoldingModal opened onClose={onClose} title={t('webhook.create')} size="lg">
      <form onSubmit={form.onSubmit((values) => void create(values))}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          <WebhookFields form={form} />
          <FormButtons verb={t('create.verb')} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </HoldingModal>
  );
}

export function EditWebhookDialog({
  live,
  onClose,
}: {
  readonly live: WebhookRowFragment;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const { run, busy } = useMutate(UpdateWebhookDocument);
  const edited = useEdited(live, webhookForm);

  const show = (value: unknown): string => {
    if (!Array.isArray(value)) return String(value);
    const events = WEBHOOK_EVENTS.filter((event) => value.includes(event));
    return events.map((event) => t(`webhook.event.${event}`)).join(', ') || t('webhook.allEvents');
  };
  return (
    <HoldingModal opened onClose={onClose} title={t('webhook.editTitle', { name: live.name })} size="lg">
      <EditedForm
        edited={edited}
        labels={{
          name: t('webhook.name'),
          url: t('webhook.url'),
          events: t('webhook.events'),
          refusalsThreshold: t('webhook.refusalsThreshold'),
        }}
        show={show}
        busy={busy}
        onSend={(changed, version) => run({ input: { webhookId: live.id, version, ...changed } })}
        onDone={() => notifyDone(t('webhook.saved'))}
        onClose={onClose}
      >
        <WebhookFields form={edited.form} />
      </EditedForm>
    </HoldingModal>
  );
}
