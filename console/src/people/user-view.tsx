import { Divider, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserPartsFragment } from '../gql/graphql';
import { Fact, Facts } from '../parts/facts';
import { When } from '../parts/when';
import { Disabled } from './disabled';
import { UserActions } from './user-actions';
import type { UserDialog } from './user-dialogs';
import { UserHolds } from './user-holds';

export function UserView({
  user,
  onDialog,
  onCovered,
}: {
  readonly user: UserPartsFragment;
  readonly onDialog: (dialog: UserDialog) => void;
  readonly onCovered: (isCovered: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('people');
  const { name, displayName, email, account, createdAt, updatedAt, disabled } = user;
  return (
    <Stack>
      <Stack gap={2}>
        <Group gap="xs">
          <Title order={2} size="h3">
            {name}
          </Title>
          {disabled && <Disabled />}
        </Group>
        {displayName && <Text c="dimmed">{displayName}</Text>}
      </Stack>
      <UserActions user={user} onDialog={onDialog} />
      <Facts>
        <Fact name={t('account')}>{account?.name ?? t('hiddenAccount')}</Fact>
        <Fact name={t('email')}>{email ?? '–'}</Fact>
        <Fact name={t('created')}>
          <When at={createdAt} />
        </Fact>
        <Fact name={t('changed')}>
          <When at={updatedAt} />
        </Fact>
      </Facts>
      <Divider />
      <UserHolds user={user} onGrant={() => onDialog('grant')} onCovered={onCovered} />
    </Stack>
  );
}
