import { Alert, Anchor, Group, Stack } from '@mantine/core';
import { IconEdit, IconEye, IconLock, IconLogout, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import { useViewer } from '../app/viewer';
import type { UserPartsFragment } from '../gql/graphql';
import { ActionButton } from '../parts/action-button';
import { Problem } from '../parts/problem';
import { useReasons } from './reasons';
import { usePreview } from './use-preview';
import type { UserDialog } from './user-dialogs';

const ICON = { size: 16, 'aria-hidden': true } as const;

export function UserActions({
  user,
  onDialog,
}: {
  readonly user: UserPartsFragment;
  readonly onDialog: (dialog: UserDialog) => void;
}): ReactNode {
  const { t } = useTranslation('people');
  const here = useAccount();
  const reasons = useReasons();
  const preview = usePreview();
  const isOneself = useViewer().user?.id === user.id;
  const held = user.account?.viewerPermissions ?? here.viewerPermissions;
  const modify = reasons.takes('ModifyUser', held);
  // One's own password, and what would lock oneself out, are not for here.
  const others = isOneself ? t('thatIsYou') : modify;

  return (
    <Stack gap="xs">
      {isOneself && (
        <Alert>
          <Anchor component={Link} href={places.profile()} size="sm">
            {t('thatIsYouProfile')}
          </Anchor>
        </Alert>
      )}
      <Group gap="xs">
        <ActionButton
          size="xs"
          variant="light"
          leftSection={<IconEye {...ICON} />}
          reason={isOneself ? t('thatIsYou') : null}
          loading={preview.busy}
          onClick={() => void preview.start(user)}
        >
          {t('viewAs')}
        </ActionButton>
        <ActionButton
          size="xs"
          variant="default"
          leftSection={<IconEdit {...ICON} />}
          reason={modify}
          onClick={() => onDialog('edit')}
        >
          {t('edit')}
        </ActionButton>
        <ActionButton
          size="xs"
          variant="default"
          leftSection={<IconLock {...ICON} />}
          reason={others}
          onClick={() => onDialog('password')}
        >
          {t('setPassword')}
        </ActionButton>
        <ActionButton
          size="xs"
          variant="default"
          leftSection={user.disabled ? <IconUserCheck {...ICON} /> : <IconUserOff {...ICON} />}
          reason={others}
          onClick={() => onDialog('able')}
        >
          {t(user.disabled ? 'enable' : 'disable')}
        </ActionButton>
        <ActionButton
          size="xs"
          variant="default"
          leftSection={<IconLogout {...ICON} />}
          reason={others}
          onClick={() => onDialog('sessions')}
        >
          {t('endSessions')}
        </ActionButton>
        <ActionButton
          size="xs"
          variant="default"
          leftSection={<IconTrash {...ICON} />}
          reason={isOneself ? t('thatIsYou') : reasons.takes('DeleteUser', held)}
          onClick={() => onDialog('delete')}
        >
          {t('delete')}
        </ActionButton>
      </Group>
      {preview.refusal && <Problem refusal={preview.refusal} />}
    </Stack>
  );
}
