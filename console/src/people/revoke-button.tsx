import { IconUserMinus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../parts/action-button';

/** Takes a grant away; `label` says whose. */
export function RevokeButton({
  label,
  reason,
  onClick,
}: {
  readonly label: string;
  readonly reason: string | null;
  readonly onClick: () => void;
}): ReactNode {
  const { t } = useTranslation('people');
  return (
    <ActionButton
      size="compact-sm"
      variant="subtle"
      color="red"
      flex="none"
      leftSection={<IconUserMinus size={16} aria-hidden />}
      reason={reason}
      aria-label={label}
      onClick={onClick}
    >
      {t('revoke')}
    </ActionButton>
  );
}
