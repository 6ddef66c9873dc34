import { Radio, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission, RolePartsFragment } from '../gql/graphql';
import { useReasons } from './reasons';
import { usePermissionWords } from './use-permission-words';

/** The roles that can be granted on an account; those that give more than the viewer holds there, with the reason. */
export function RoleChoice({
  roles,
  held,
  value,
  onChange,
  error,
}: {
  readonly roles: readonly RolePartsFragment[];
  readonly held: readonly Permission[];
  readonly value: string | null;
  readonly onChange: (roleId: string) => void;
  readonly error?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('people');
  const reasons = useReasons();
  const words = usePermissionWords();
  return (
    <Radio.Group label={t('role')} required value={value} onChange={onChange} error={error}>
      <Stack gap="xs" mt={4}>
        {roles.map(({ id, name, permissions, account }) => {
          const reason = reasons.givesMore(permissions, held);
          return (
            <Radio
              key={id}
              value={id}
              label={t('roleKeptOn', { role: name, account: account?.name ?? t('aboveYou') })}
              description={reason ?? words(permissions)}
              disabled={reason !== null}
            />
          );
        })}
        {roles.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('noRoles')}
          </Text>
        )}
      </Stack>
    </Radio.Group>
  );
}
