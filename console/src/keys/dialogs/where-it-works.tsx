import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyWithImpactFragment } from '../../gql/graphql';

/** For which accounts the key is effective, in words. */
export function WhereItWorks({ definedOn }: Pick<KeyWithImpactFragment, 'definedOn'>): ReactNode {
  const { t } = useTranslation('keys');
  return <Text size="sm">{t('dialog.effective', { account: definedOn.name })}</Text>;
}
