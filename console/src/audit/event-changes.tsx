import { Badge, Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEventPartsFragment } from '../gql/graphql';
import { AuditValue } from './audit-value';
import { changedFields, type Fate } from './changed-fields';
import type { Things } from './things';
import { useAuditWords } from './words';

const COLOURS = { added: 'teal', removed: 'red', changed: 'yellow', same: null } as const satisfies Record<
  Fate,
  string | null
>;

/** Before and after side by side; of what was made or deleted the one side that there is. */
export function EventChanges({
  event,
  things,
}: {
  readonly event: Pick<AuditEventPartsFragment, 'before' | 'after'>;
  readonly things: Things;
}): ReactNode {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const { before, after } = event;
  const rows = changedFields(before, after);
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('noFields')}
      </Text>
    );
  }
  const isBoth = Boolean(before) && Boolean(after);
  return (
    <Table layout="fixed" verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('fieldName')}</Table.Th>
          {before && <Table.Th>{t('before')}</Table.Th>}
          {after && <Table.Th>{isBoth ? t('after') : t('with')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, fate, ...row }) => {
          const colour = isBoth ? COLOURS[fate] : null;
          return (
            <Table.Tr key={name} {...(colour && { bg: `var(--mantine-color-${colour}-light)` })}>
              <Table.Th scope="row" fw={500} className="breaks">
                <Group gap={6}>
                  {words.field(name)}
                  {colour && (fate === 'added' || fate === 'removed') && (
                    <Badge size="sm" variant="default" tt="none">
                      {t(`fate.${fate}`)}
                    </Badge>
                  )}
                </Group>
              </Table.Th>
              {before && (
                <Table.Td>
                  <AuditValue field={name} value={row.before} things={things} />
                </Table.Td>
              )}
              {after && (
                <Table.Td>
                  <AuditValue field={name} value={row.after} things={things} />
                </Table.Td>
              )}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
