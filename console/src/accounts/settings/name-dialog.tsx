import { Modal, Stack, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByField, type Refusal } from '../../api/outcome';
import { FormButtons } from '../../parts/form-buttons';
import { Problem } from '../../parts/problem';

/** Asks for a name alone. What the service says of it stands at the field. */
export function NameDialog({
  title,
  verb,
  initial = '',
  onName,
  onClose,
}: {
  readonly title: string;
  readonly verb: string;
  readonly initial?: string;
  readonly onName: (name: string) => Promise<Refusal | null>;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const [name, setName] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { atFields, rest } = refusal ? faultsByField(refusal, ['name']) : { atFields: {}, rest: null };

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setRefusal(await onName(name));
    setBusy(false);
  }

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {rest && <Problem refusal={rest} />}
          <TextInput
            label={t('field.name')}
            required
            autoComplete="off"
            data-autofocus
            value={name}
            error={atFields.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <FormButtons verb={verb} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
