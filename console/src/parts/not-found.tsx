import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

/** A page for an address that names nothing, or nothing that the viewer may see: the two look alike. */
export function NotFound(): ReactNode {
  const { t } = useTranslation();
  useDocumentTitle(`${t('problem.NOT_FOUND')} · Keytree`);
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={1} size="h2">
        {t('problem.NOT_FOUND')}
      </Title>
      <Text>{t('problem.NOT_FOUNDHelp')}</Text>
      <Anchor component={Link} href="/">
        {t('toStart')}
      </Anchor>
    </Stack>
  );
}
