import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../api/outcome';
import { FormButtons } from './form-buttons';
import { ChangedMeanwhile } from './changed-meanwhile';
import { Problem } from './problem';
import type { Edited } from './use-edited';

/** Around the fields of what is edited: sends what was changed, and shows what stands against it. */
export function EditedForm<Values extends object>({
  edited: { form, changes, version, meanwhile, refusal, refuse },
  labels,
  show,
  busy,
  verb,
  onSend,
  onDone,
  onClose,
  children,
}: {
  readonly edited: Edited<Values>;
  readonly labels: Readonly<Record<keyof Values & string, string>>;
  readonly show?: (value: unknown) => string;
  readonly busy: boolean;
  /** By default: save. */
  readonly verb?: string;
  readonly onSend: (changed: Partial<Values>, version: number) => Promise<{ readonly refusal: Refusal | null }>;
  /** Where there was something to send. */
  readonly onDone: (values: Values) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();

  async function save(values: Values): Promise<void> {
    const changed = changes();
    if (Object.keys(changed).length > 0) {
      const { refusal: refused } = await onSend(changed, version);
      refuse(refused);
      if (refused) return;
      onDone(values);
    }
    onClose();
  }

  return (
    <form onSubmit={form.onSubmit((values) => void save(values))}>
      <Stack>
        {refusal && <Problem refusal={refusal} />}
        {/* Between one's own change and the end of the dialog what is shown is ahead of the form too. */}
        {meanwhile && !busy && <ChangedMeanwhile meanwhile={meanwhile} labels={labels} {...(show && { show })} />}
        {children}
        <FormButtons verb={verb ?? t('save')} busy={busy} disabled={meanwhile !== null} onClose={onClose} />
      </Stack>
    </form>
  );
}
