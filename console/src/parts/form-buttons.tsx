import { Button, Group, type MantineColor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHoldOpen } from './holding-modal';

/** At the end of a form in a dialog, which stays open while what it asked for is under way. */
export function FormButtons({
  verb,
  color,
  busy,
  disabled = false,
  isCancelFirst = false,
  onClose,
}: {
  readonly verb: string;
  readonly color?: MantineColor | undefined;
  readonly busy: boolean;
  readonly disabled?: boolean;
  /** Has the focus at first, where nothing has to be filled in: with it a slip of the hand does no harm. */
  readonly isCancelFirst?: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  useHoldOpen(busy);
  return (
    <Group justify="flex-end">
      <Button variant="default" disabled={busy} onClick={onClose} {...(isCancelFirst && { 'data-autofocus': true })}>
        {t('cancel')}
      </Button>
      <Button type="submit" loading={busy} disabled={disabled} {...(color && { color })}>
        {verb}
      </Button>
    </Group>
  );
}
