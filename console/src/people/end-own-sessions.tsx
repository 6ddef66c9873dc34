import { Button, Group, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/api-provider';
import { useMutate } from '../api/use-mutate';
import { EndAllSessionsDocument } from '../gql/graphql';
import { ConfirmDialog } from '../parts/confirm-dialog';

/** For who lost a laptop: whoever is signed in as oneself, here too, has to sign in again. */
export function EndOwnSessions(): ReactNode {
  const { t } = useTranslation('people');
  const { session } = useSession();
  const { run } = useMutate(EndAllSessionsDocument);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Text size="sm">{t('endOwnHelp')}</Text>
      <Group>
        <Button variant="default" leftSection={<IconLogout size={16} aria-hidden />} onClick={() => setAsking(true)}>
          {t('endOwn')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('endOwn')}
        verb={t('endOwnVerb')}
        onConfirm={async () => {
          const { refusal } = await run({ input: {} });
          if (!refusal) await session.signOut();
          return refusal;
        }}
      >
        <Text size="sm">{t('endOwnConfirm')}</Text>
      </ConfirmDialog>
    </>
  );
}
