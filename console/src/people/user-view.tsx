import { Divider, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserPartsFragment } from '../gql/graphql';
import { When } from '../parts/when';
import { Disabled } from './disabled';
import { Facts } from './facts';
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
      <Facts
        facts={[
          [t('account'), account?.name ?? t('hiddenAccount')],
          [t('email'), email ?? '–'],
          [t('created'), <When key="created" at={createdAt} />],
          [t('changed'), <When key="changed" at={updatedAt} />],
        ]}
      />
      <Divider />
      <UserHolds user={user} onGrant={() => onDialog('grant')} onCovered={onCovered} />
    </Stack>
  );
}
