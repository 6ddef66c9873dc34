import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';
import { KeyState } from '../parts/key-state';
import { countByState, type EffectiveKey, STATES } from './effective-key';
import { SuspendedNotice } from './suspended-notice';

/** In a sentence: how many keys open the account, and what keeps the others from it. */
export function KeysSummary({ keys }: { readonly keys: readonly EffectiveKey[] }): ReactNode {
  const { t } = useTranslation('keys');
  const account = useAccount();
  const counts = countByState(keys);
  const isSuspended = account.effectiveStatus === 'SUSPENDED';
  return (
    <>
      {isSuspended && <SuspendedNotice />}
      <Group gap="xs" role="status">
        <Text fw={600} className="breaks">
          {isSuspended
            ? t('summary.wouldOpen', { count: counts.ACTIVE, name: account.name })
            : t('summary.open', { count: counts.ACTIVE, name: account.name })}
        </Text>
        {STATES.filter((state) => state !== 'ACTIVE' && counts[state] > 0).map((state) => (
          <Group key={state} gap={4} wrap="nowrap">
            <Text size="sm">{counts[state]}</Text>
            <KeyState state={state} />
          </Group>
        ))}
      </Group>
    </>
  );
}
