import { Badge, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePendingCount } from './use-pending-count';

/** On the tab of the devices: how many wait for a decision. */
export function PendingBadge(): ReactNode {
  const { t } = useTranslation();
  const count = usePendingCount(true);
  if (!count) return null;
  return (
    <Badge size="sm" color="orange" ml={8}>
      <span aria-hidden>{count}</span>
      <VisuallyHidden>{t('devicesWait', { count })}</VisuallyHidden>
    </Badge>
  );
}
