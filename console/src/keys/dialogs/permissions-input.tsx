import { Checkbox, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../gql/graphql';

/** Three for each kind of object, a row each where there is room. */
const PERMISSIONS = [
  'ViewAccount',
  'ModifyAccount',
  'DeleteAccount',
  'ViewApiKey',
  'ModifyApiKey',
  'DeleteApiKey',
  'ViewUser',
  'ModifyUser',
  'DeleteUser',
  'ViewRole',
  'ModifyRole',
  'DeleteRole',
  'ViewEndpoint',
  'ModifyEndpoint',
  'DeleteEndpoint',
  'ViewGateway',
  'ModifyGateway',
  'DeleteGateway',
  'ViewAuditLog',
] as const satisfies readonly Permission[];

/** One can take away what one does not hold, but not give it. */
export function PermissionsInput({
  value,
  held,
  fault,
  onChange,
}: {
  readonly value: readonly Permission[];
  readonly held: readonly Permission[];
  readonly fault: ReactNode;
  readonly onChange: (permissions: Permission[]) => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const isHeldWhole = PERMISSIONS.every((permission) => held.includes(permission));
  return (
    <Checkbox.Group
      label={t('dialog.form.permissions')}
      description={t('dialog.form.permissionsHelp')}
      error={fault}
      value={[...value]}
      onChange={(permissions) => onChange(permissions)}
    >
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs" mt="xs">
        {PERMISSIONS.map((permission) => (
          <Checkbox
            key={permission}
            value={permission}
            label={t(`dialog.permission.${permission}`)}
            disabled={!held.includes(permission) && !value.includes(permission)}
          />
        ))}
      </SimpleGrid>
      {!isHeldWhole && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('dialog.form.permissionsNotHeld')}
        </Text>
      )}
    </Checkbox.Group>
  );
}
