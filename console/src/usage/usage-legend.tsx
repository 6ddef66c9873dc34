import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Series } from './counts';
import { inFigures } from './figures';
import { Swatch } from './looks';

/** What the bars stand for, each with its number. */
export function UsageLegend({ series }: { readonly series: readonly Series[] }): ReactNode {
  const { t } = useTranslation('usage');
  return (
    <Group component="ul" gap="xs" m={0} p={0} aria-label={t('legend')}>
      {series.map((one) => (
        <Group component="li" key={one.look + String(one.code)} gap={6} mr="sm" wrap="nowrap">
          <Swatch look={one.look} />
          <Text size="sm">
            {one.code === null ? t('otherRefusals') : t(`outcome.${one.code}`)}
            {': '}
            <strong>{inFigures(one.requests)}</strong>
          </Text>
        </Group>
      ))}
    </Group>
  );
}
