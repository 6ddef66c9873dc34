import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByField, type Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { CreateTemplateDocument, type TemplateFragment, UpdateTemplateDocument } from '../../gql/graphql';
import { EditedForm } from '../../parts/edited-form';
import { HoldingModal } from '../../parts/holding-modal';
import { FormButtons } from '../../parts/form-buttons';
import { notifyDone } from '../../parts/notify';
import { Problem } from '../../parts/problem';
import { useEdited } from '../../parts/use-edited';
import { TemplateFields, type TemplateForm, templateForm, templateInput } from './template-form';

export function CreateTemplateDialog({
  accountId,
  onClose,
}: {
  readonly accountId: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const { run, busy } = useMutate(CreateTemplateDocument);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useForm<TemplateForm>({ initialValues: templateForm(null) });

  async function create(values: TemplateForm): Promise<void> {
    const { refusal: refused } = await run({ input: { accountId, name: values.name, ...templateInput(values) } });
    if (refused) {
      const { atFields, rest } = faultsByField(refused, Object.keys(values));
      form.setErrors(atFields);
      setRefusal(rest);
      return;
    }
    notifyDone(t('template.created', { name: values.name }));
    onClose();
  }

  return (
    <HoldingModal opened onClose={onClose} title={t('template.create')} size="lg">
      <form onSubmit={form.onSubmit((values) => void create(values))}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          <TemplateFields form={form} hint={null} />
          <FormButtons verb={t('create.verb')} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </HoldingModal>
  );
}

export function EditTemplateDialog({
  live,
  onClose,
}: {
  readonly live: TemplateFragment;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const { run, busy } = useMutate(UpdateTemplateDocument);
  const edited = useEdited(live, templateForm);

  const show = (value: unknown): string => {
    if (typeof value === 'boolean') return value ? t('yes') : t('no');
    return typeof value === 'string' && value !== '' ? value : '–';
  };
  return (
    <HoldingModal opened onClose={onClose} title={t('template.editTitle', { name: live.name })} size="lg">
      <EditedForm
        edited={edited}
        labels={{
          name: t('template.name'),
          description: t('template.description'),
          clientType: t('template.clientType'),
          active: t('template.active'),
          fullApiAccess: t('flag.fullApiAccess'),
          allowUnauthenticatedRequests: t('flag.allowUnauthenticatedRequests'),
          allowUntrustedEndpoints: t('flag.allowUntrustedEndpoints'),
          automaticEndpointTrust: t('flag.automaticEndpointTrust'),
          value: t('template.value'),
          clearValue: t('template.clearValue'),
        }}
        show={show}
        busy={busy}
        onSend={(changed, version) => run({ input: { templateId: live.id, version, ...templateInput(changed) } })}
        onDone={() => notifyDone(t('template.saved'))}
        onClose={onClose}
      >
        <TemplateFields form={edited.form} hint={live.hint} />
      </EditedForm>
    </HoldingModal>
  );
}
