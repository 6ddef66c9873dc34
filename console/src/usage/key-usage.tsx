import { Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/use-pages';
import { KeyUsageDocument } from '../gql/graphql';
import { type Looking, UsageFigures, type View } from './usage-figures';
import { type Range, useDays } from './use-range';

/**
 * How often a key is asked with, on whichever account of those that the viewer may see. `looking` where the address keeps
 * how it is looked at.
 */
export function KeyUsage({ keyId, looking }: { readonly keyId: string; readonly looking?: Looking }): ReactNode {
  const { t } = useTranslation('usage');
  const [range, setRange] = useState<Range>(30);
  const [view, setView] = useState<View>('chart');
  const used = looking ?? { range, setRange, view, setView };
  const days = useDays(used.range);
  const [from = '', to = ''] = [days[0], days.at(-1)];
  const counts = usePages(KeyUsageDocument, { id: keyId, from, to }, ({ apiKey }) =>
    apiKey?.usage ? { ...apiKey.usage, rows: apiKey.usage.nodes } : null,
  );
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('ofKeyHelp')}
      </Text>
      <UsageFigures days={days} counts={counts} looking={used} />
    </Stack>
  );
}
