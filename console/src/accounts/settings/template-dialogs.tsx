import { Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByField, type Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { CreateTemplateDocument, type TemplateFragment, UpdateTemplateDocument } from '../../gql/graphql';
import { ChangedMeanwhile } from '../../parts/changed-meanwhile';
import { notifyDone } from '../../parts/notify';
import { Problem } from '../../parts/problem';
import { useEdited } from '../../parts/use-edited';
import { FormButtons } from './form-buttons';
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
    <Modal
      opened
      onClose={onClose}
      title={t('template.create')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={form.onSubmit((values) => void create(values))}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          <TemplateFields form={form} hint={null} />
          <FormButtons verb={t('create.verb')} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
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
  const { form, changes, version, meanwhile, refusal, refuse } = useEdited(live, templateForm);

  async function save(): Promise<void> {
    const input = templateInput(changes());
    if (Object.keys(input).length > 0) {
      const { refusal: refused } = await run({ input: { templateId: live.id, version, ...input } });
      refuse(refused);
      if (refused) return;
      notifyDone(t('template.saved'));
    }
    onClose();
  }

  const show = (value: unknown): string => {
    if (typeof value === 'boolean') return value ? t('yes') : t('no');
    return typeof value === 'string' && value !== '' ? value : '–';
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('template.editTitle', { name: live.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={form.onSubmit(() => void save())}>
        <Stack>
          {meanwhile && !busy && (
            <ChangedMeanwhile
              meanwhile={meanwhile}
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
            />
          )}
          {refusal && <Problem refusal={refusal} />}
          <TemplateFields form={form} hint={live.hint} />
          <FormButtons verb={t('common:save')} busy={busy} disabled={meanwhile !== null} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
