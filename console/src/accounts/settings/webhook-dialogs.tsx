import { Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByField, type Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { CreateWebhookDocument, UpdateWebhookDocument, type WebhookRowFragment } from '../../gql/graphql';
import { ChangedMeanwhile } from '../../parts/changed-meanwhile';
import { notifyDone } from '../../parts/notify';
import { Problem } from '../../parts/problem';
import { useEdited } from '../../parts/use-edited';
import { FormButtons } from './form-buttons';
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
    <Modal
      opened
      onClose={onClose}
      title={t('webhook.create')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={form.onSubmit((values) => void create(values))}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          <WebhookFields form={form} />
          <FormButtons verb={t('create.verb')} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
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
  const { form, changes, version, meanwhile, refusal, refuse } = useEdited(live, webhookForm);

  async function save(): Promise<void> {
    const changed = changes();
    if (Object.keys(changed).length > 0) {
      const { refusal: refused } = await run({ input: { webhookId: live.id, version, ...changed } });
      refuse(refused);
      if (refused) return;
      notifyDone(t('webhook.saved'));
    }
    onClose();
  }

  const show = (value: unknown): string => {
    if (!Array.isArray(value)) return String(value);
    const events = WEBHOOK_EVENTS.filter((event) => value.includes(event));
    return events.map((event) => t(`webhook.event.${event}`)).join(', ') || t('webhook.allEvents');
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('webhook.editTitle', { name: live.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={form.onSubmit(() => void save())}>
        <Stack>
          {meanwhile && !busy && (
            <ChangedMeanwhile
              meanwhile={meanwhile}
              labels={{
                name: t('webhook.name'),
                url: t('webhook.url'),
                events: t('webhook.events'),
                refusalsThreshold: t('webhook.refusalsThreshold'),
              }}
              show={show}
            />
          )}
          {refusal && <Problem refusal={refusal} />}
          <WebhookFields form={form} />
          <FormButtons verb={t('common:save')} busy={busy} disabled={meanwhile !== null} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
