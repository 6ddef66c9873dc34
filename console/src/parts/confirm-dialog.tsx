import { Stack, TextInput } from '@mantine/core';
import { type SyntheticEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../api/outcome';
import { FormButtons } from './form-buttons';
import { HoldingModal } from './holding-modal';
import { Problem } from './problem';
import { useFocusFirst } from './use-focus-first';
import { useFocusRefusal } from './use-focus-refusal';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  /** The verb on the button, as "Delete". */
  readonly verb: string;
  readonly children?: ReactNode;
  readonly danger?: boolean;
  /** Has to be typed before it is done: for what cannot be taken back. */
  readonly typed?: string;
  /** The refusal is shown, and the dialog stays; null closes it. */
  readonly onConfirm: () => Promise<Refusal | null>;
  readonly onClose: () => void;
}

export function ConfirmDialog({ opened, onClose, title, ...rest }: ConfirmDialogProps): ReactNode {
  return (
    <HoldingModal opened={opened} onClose={onClose} title={title}>
      {opened && <ConfirmForm {...rest} onClose={onClose} />}
    </HoldingModal>
  );
}

/** For a dialog that shows something else before, or after: `onDone` then takes the place of closing. */
export function ConfirmForm({
  verb,
  children,
  danger = false,
  typed,
  onConfirm,
  onClose,
  onDone = onClose,
}: Omit<ConfirmDialogProps, 'opened' | 'title'> & { readonly onDone?: () => void }): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useFocusRefusal<HTMLFormElement>(refusal);
  useFocusFirst(form);

  async function confirm(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const refused = await onConfirm();
    setBusy(false);
    setRefusal(refused);
    if (!refused) onDone();
  }

  return (
    <form ref={form} onSubmit={(event) => void confirm(event)}>
      <Stack>
        {children}
        {refusal && <Problem refusal={refusal} />}
        {typed !== undefined && (
          <TextInput
            label={t('typeToConfirm', { name: typed })}
            value={text}
            autoComplete="off"
            data-autofocus
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <FormButtons
          verb={verb}
          color={danger ? 'red.9' : undefined}
          busy={busy}
          disabled={typed !== undefined && text !== typed}
          isCancelFirst
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}
