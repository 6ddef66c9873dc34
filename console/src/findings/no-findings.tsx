import { Button, Paper, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';

export function NoFindings({
  filtered,
  offersBelow,
  onBelow,
}: {
  readonly filtered: boolean;
  readonly offersBelow: boolean;
  readonly onBelow: () => void;
}): ReactNode {
  const { t } = useTranslation('findings');
  const account = useAccount();
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="xs" ta="center">
        <ThemeIcon size={48} radius="xl" variant="light" color="green" aria-hidden>
          <IconShieldCheck size={28} />
        </ThemeIcon>
        <Text fw={600}>{filtered ? t('none.ofKind') : t('none.title')}</Text>
        <Text size="sm" c="dimmed">
          {filtered ? t('none.ofKindHelp') : t('none.help', { account: account.name })}
        </Text>
        {offersBelow && (
          <Button variant="default" size="sm" mt="xs" onClick={onBelow}>
            {t('none.lookBelow')}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
