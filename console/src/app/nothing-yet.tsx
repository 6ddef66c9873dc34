import { Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** For somebody to whom nothing was granted that lets them see an account. */
export function NothingYet(): ReactNode {
  const { t } = useTranslation();
  useDocumentTitle('Keytree');
  return (
    <Stack gap="sm">
      <Title order={1} size="h2">
        {t('nothingYet.title')}
      </Title>
      <Text>{t('nothingYet.help')}</Text>
    </Stack>
  );
}
