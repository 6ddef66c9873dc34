import { Badge } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreeAccountFragment } from '../gql/graphql';

/** Says what is not as usual: nothing of an active account. */
export function AccountState({
  account,
}: {
  readonly account: Pick<TreeAccountFragment, 'status' | 'effectiveStatus'>;
}): ReactNode {
  const { t } = useTranslation();
  if (account.effectiveStatus === 'ACTIVE') return null;
  return (
    <Badge
      size="sm"
      variant={account.status === 'SUSPENDED' ? 'filled' : 'light'}
      color="red"
      tt="none"
      leftSection={<IconPlayerPause size={10} aria-hidden />}
      style={{ flexShrink: 0 }}
    >
      {account.status === 'SUSPENDED' ? t('suspended') : t('suspendedAbove')}
    </Badge>
  );
}
