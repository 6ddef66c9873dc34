import { Accordion, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowDownRight, IconEdit, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';
import { ActionButton } from '../parts/action-button';
import { DeleteRoleDialog } from './delete-role-dialog';
import { GrantHereDialog } from './grant-here-dialog';
import { HeldGrid } from './permission-grid';
import { useReasons } from './reasons';
import { RoleFormDialog } from './role-form-dialog';
import type { GrantHere, RoleHere } from './role-here';
import { RoleHolders } from './role-holders';

const ICON = { size: 16, 'aria-hidden': true } as const;

/** A role that can be used on the account of the page: what it gives, who has it there, and what can be done with it. */
export function RoleItem({
  role,
  grants,
  isOpen,
}: {
  readonly role: RoleHere;
  readonly grants: readonly GrantHere[];
  readonly isOpen: boolean;
}): ReactNode {
  const { t } = useTranslation('people');
  const account = useAccount();
  const isOwn = role.account?.id === account.id;
  return (
    <Accordion.Item value={role.id}>
      <Accordion.Control icon={isOwn ? null : <IconArrowDownRight {...ICON} />}>
        <Group gap="xs" justify="space-between" pr="xs">
          <Text fw={600}>{role.name}</Text>
          <Text size="sm" c="dimmed">
            {[
              !isOwn && t('keptOn', { account: role.account?.name ?? t('aboveYou') }),
              t('permissionCount', { count: role.permissions.length }),
              t('holdersHere', { count: grants.length }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>{isOpen && <RoleView role={role} grants={grants} isOwn={isOwn} />}</Accordion.Panel>
    </Accordion.Item>
  );
}

function RoleView({
  role,
  grants,
  isOwn,
}: {
  readonly role: RoleHere;
  readonly grants: readonly GrantHere[];
  readonly isOwn: boolean;
}): ReactNode {
  const { t } = useTranslation('people');
  const reasons = useReasons();
  const { viewerPermissions: held } = useAccount();
  const [dialog, setDialog] = useState<'edit' | 'delete' | 'grant' | null>(null);
  const close = (): void => setDialog(null);
  const elsewhere = isOwn ? null : t('changedWhereKept', { account: role.account?.name ?? t('aboveYou') });
  const more = reasons.givesMore(role.permissions, held);
  return (
    <Stack>
      {role.description && <Text size="sm">{role.description}</Text>}
      <Group gap="xs">
        <ActionButton
          size="xs"
          leftSection={<IconUserPlus {...ICON} />}
          reason={reasons.takes('ModifyRole', held) ?? more}
          onClick={() => setDialog('grant')}
        >
          {t('grantToUser')}
        </ActionButton>
        <ActionButton
          size="xs"
          variant="default"
          leftSection={<IconEdit {...ICON} />}
          reason={elsewhere ?? reasons.takes('ModifyRole', held) ?? more}
          onClick={() => setDialog('edit')}
        >
          {t('edit')}
        </ActionButton>
        <ActionButton
          size="xs"
          variant="default"
          leftSection={<IconTrash {...ICON} />}
          reason={elsewhere ?? reasons.takes('DeleteRole', held) ?? more}
          onClick={() => setDialog('delete')}
        >
          {t('delete')}
        </ActionButton>
      </Group>
      <Group align="flex-start" gap="xl">
        <Stack gap={4} flex="1 1 320px" miw={0}>
          <Title order={4} size="h5">
            {t('gives')}
          </Title>
          <HeldGrid label={t('givesOf', { name: role.name })} held={role.permissions} />
        </Stack>
        <RoleHolders role={role} grants={grants} />
      </Group>
      {dialog === 'grant' && <GrantHereDialog role={role} onClose={close} />}
      {dialog === 'edit' && <RoleFormDialog role={role} onClose={close} />}
      {dialog === 'delete' && <DeleteRoleDialog role={role} grantsHere={grants.length} onClose={close} />}
    </Stack>
  );
}
