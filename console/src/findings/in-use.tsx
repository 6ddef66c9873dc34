import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathKeyFragment } from '../gql/graphql';
import { ImpactSummary } from '../keys/dialogs/impact-summary';
import { useUses } from './use-uses';

/** Keys whose clients would be locked out, and which clients those are. */
export function InUse({ keys }: { readonly keys: readonly PathKeyFragment[] }): ReactNode {
  const { t } = useTranslation('findings');
  const { uses } = useUses(keys.map(({ id }) => id));
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} title={t('path.disable.stillUsed')}>
      <Text size="sm">{t('path.disable.lockedOut')}</Text>
      <Stack gap="xs" mt="xs">
        {keys.map(({ id, name }) => {
          const use = uses.get(id);
          return (
            <div key={id}>
              <Text size="sm" fw={600}>
                {name}
              </Text>
              {use && <ImpactSummary impact={use.impact} />}
            </div>
          );
        })}
      </Stack>
    </Alert>
  );
}
