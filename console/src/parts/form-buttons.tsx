import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** At the end of a form in a dialog. */
export function FormButtons({
  verb,
  busy,
  disabled = false,
  onClose,
}: {
  readonly verb: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t('cancel')}
      </Button>
      <Button type="submit" loading={busy} disabled={disabled}>
        {verb}
      </Button>
    </Group>
  );
}
