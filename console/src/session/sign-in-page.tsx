import { Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentTitle } from '@mantine/hooks';
import { Preferences } from '../app/preferences';
import mark from '../app/keytree.svg';
import { SignInForm } from './sign-in-form';

export function SignInPage(): ReactNode {
  const { t } = useTranslation('session');
  useDocumentTitle(`${t('signIn')} · Keytree`);
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w={380} maw="100%">
        <Group justify="space-between">
          <Group gap="xs">
            <img src={mark} alt="" width={36} height={36} />
            <Title order={1} size="h2">
              Keytree
            </Title>
          </Group>
          <Preferences />
        </Group>
        <Text c="dimmed">{t('intro')}</Text>
        <Paper withBorder p="lg">
          <SignInForm />
        </Paper>
      </Stack>
    </Center>
  );
}
