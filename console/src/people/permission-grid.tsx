import { Table, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../gql/graphql';
import { type Action, ACTIONS, permissionOf, type Thing, THINGS } from './permissions';

interface GridProps {
  /** What the table is of, for who cannot see it. */
  readonly label: string;
  readonly cell: (permission: Permission) => ReactNode;
  /** In place of the plain words, where rows and columns can be ticked. */
  readonly rowHead?: (thing: Thing) => ReactNode;
  readonly columnHead?: (action: Action) => ReactNode;
}

/** All permissions there are: what they are about in rows, what one may do with it in columns. */
export function PermissionGrid({ label, cell, rowHead, columnHead }: GridProps): ReactNode {
  const { t } = useTranslation('people');
  return (
    <Table aria-label={label} verticalSpacing={6} horizontalSpacing={4} layout="fixed" maw={520}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" w="34%">
            {t('thing')}
          </Table.Th>
          {ACTIONS.map((action) => (
            <Table.Th key={action} scope="col">
              {columnHead ? columnHead(action) : t(`action.${action}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {THINGS.map((thing) => (
          <Table.Tr key={thing}>
            <Table.Th scope="row" fw={500}>
              {rowHead ? rowHead(thing) : t(`things.${thing}`)}
            </Table.Th>
            {ACTIONS.map((action) => {
              const permission = permissionOf(action, thing);
              return <Table.Td key={action}>{permission && cell(permission)}</Table.Td>;
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What is held; with `sources`, by which of the grants that are numbered elsewhere. */
export function HeldGrid({
  label,
  held,
  sources,
}: {
  readonly label: string;
  readonly held: readonly Permission[];
  readonly sources?: ReadonlyMap<Permission, readonly number[]>;
}): ReactNode {
  const { t } = useTranslation('people');
  return (
    <PermissionGrid
      label={label}
      cell={(permission) => {
        if (!held.includes(permission)) {
          return (
            <Text span size="sm" c="dimmed">
              <span aria-hidden>–</span>
              <VisuallyHidden>{t('notHeld')}</VisuallyHidden>
            </Text>
          );
        }
        const numbers = sources?.get(permission) ?? [];
        return (
          <Text span size="sm" title={t(`permission.${permission}`)} style={{ whiteSpace: 'nowrap' }}>
            <IconCheck size={16} role="img" aria-label={t('held')} style={{ verticalAlign: 'text-bottom' }} />
            {numbers.length > 0 && (
              <>
                <VisuallyHidden>{t('fromGrants', { numbers: numbers.join(', ') })}</VisuallyHidden>
                <Text span size="xs" ml={4} aria-hidden>
                  {numbers.join(', ')}
                </Text>
              </>
            )}
          </Text>
        );
      }}
    />
  );
}
