import { Accordion, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useLocation } from 'wouter';
import { useAccount } from '../accounts/account-context';
import type { PanelProps } from '../accounts/panel-props';
import { refusalOf } from '../api/outcome';
import { usePages } from '../api/use-pages';
import { places } from '../app/places';
import { AccountGrantsDocument, UsableRolesDocument } from '../gql/graphql';
import { ActionButton } from '../parts/action-button';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { Section } from '../parts/section';
import { useReasons } from './reasons';
import { RoleFormDialog } from './role-form-dialog';
import type { GrantHere, RoleHere } from './role-here';
import { RoleItem } from './role-item';

export default function RolesPanel({ item }: PanelProps): ReactNode {
  const { t } = useTranslation('people');
  const account = useAccount();
  const reasons = useReasons();
  const [, go] = useLocation();
  const [creating, setCreating] = useState(false);
  const [{ data, error, fetching }, ask] = useQuery({ query: UsableRolesDocument, variables: { id: account.id } });
  const grants = usePages(
    AccountGrantsDocument,
    { id: account.id },
    ({ account: found }) => found?.grants && { ...found.grants, rows: found.grants.nodes },
  );
  const roles = data?.account?.usableRoles;
  const create = (
    <ActionButton
      leftSection={<IconPlus size={16} aria-hidden />}
      reason={reasons.takes('ModifyRole', account.viewerPermissions)}
      onClick={() => setCreating(true)}
    >
      {t('createRole')}
    </ActionButton>
  );

  if (!roles && fetching) return <Loading />;
  if (!roles) return <Problem refusal={refusalOf(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  const open = (roleId: string | null): void =>
    go(roleId === null ? places.account(account.id, 'roles') : places.role(account.id, roleId));
  const lists = { grants: grants.rows, opened: item, onOpen: open };
  return (
    <Stack gap="lg">
      {grants.refusal && <Problem refusal={grants.refusal} onRetry={grants.reload} />}
      {item !== undefined && !roles.some(({ id }) => id === item) && (
        <Problem refusal={{ code: 'NOT_FOUND', message: '', faults: [] }} />
      )}
      <Roles
        {...lists}
        title={t('rolesHere')}
        none={t('noRolesHere')}
        action={create}
        roles={roles.filter((role) => role.account?.id === account.id)}
      />
      <Roles
        {...lists}
        title={t('rolesFromAbove')}
        none={t('noRolesFromAbove')}
        roles={roles.filter((role) => role.account?.id !== account.id)}
      />
      {grants.hasMore && (
        <Group>
          <Text size="sm" c="dimmed">
            {t('grantsShown', { shown: grants.rows.length, count: grants.totalCount ?? 0 })}
          </Text>
          <Button variant="default" size="xs" loading={grants.loading} onClick={grants.more}>
            {t('moreGrants')}
          </Button>
        </Group>
      )}
      {creating && <RoleFormDialog role={null} onClose={() => setCreating(false)} onDone={open} />}
    </Stack>
  );
}

/** Roles below a heading; the one that the address names is open. */
function Roles({
  title,
  none,
  action,
  roles,
  grants,
  opened,
  onOpen,
}: {
  readonly title: string;
  readonly none: string;
  readonly action?: ReactNode;
  readonly roles: readonly RoleHere[];
  readonly grants: readonly GrantHere[];
  readonly opened: string | undefined;
  readonly onOpen: (roleId: string | null) => void;
}): ReactNode {
  return (
    <Section title={title} action={action}>
      {roles.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <Accordion variant="contained" order={3} value={opened ?? null} onChange={onOpen}>
        {roles.map((role) => (
          <RoleItem
            key={role.id}
            role={role}
            grants={grants.filter((grant) => grant.role?.id === role.id)}
            isOpen={role.id === opened}
          />
        ))}
      </Accordion>
    </Section>
  );
}
