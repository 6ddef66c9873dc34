import { Badge } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A user who may not sign in. */
export function Disabled(): ReactNode {
  const { t } = useTranslation('people');
  return (
    <Badge color="gray" variant="light" tt="none" leftSection={<IconUserOff size={12} aria-hidden />}>
      {t('disabled')}
    </Badge>
  );
}
