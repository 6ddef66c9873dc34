import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface ChangedField {
  readonly label: string;
  readonly now: string;
  readonly yours: string;
}

/** Somebody else saved first. Nothing is overwritten unless one says so, and sees what. */
export function ChangedMeanwhile({
  fields,
  onTakeOver,
  onKeep,
}: {
  readonly fields: readonly ChangedField[];
  readonly onTakeOver: () => void;
  readonly onKeep: () => void;
}): ReactNode {
  const { t } = useTranslation('accounts');
  return (
    <Alert color="orange" role="alert" icon={<IconGitMerge />} title={t('meanwhile.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('meanwhile.help')}</Text>
        {fields.length > 0 && (
          <Table withRowBorders={false} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('meanwhile.field')}</Table.Th>
                <Table.Th>{t('meanwhile.now')}</Table.Th>
                <Table.Th>{t('meanwhile.yours')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {fields.map(({ label, now, yours }) => (
                <Table.Tr key={label}>
                  <Table.Td>{label}</Table.Td>
                  <Table.Td className="breaks">{now}</Table.Td>
                  <Table.Td className="breaks">{yours}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onTakeOver}>
            {t('meanwhile.takeOver')}
          </Button>
          <Button size="xs" variant="default" onClick={onKeep}>
            {t('meanwhile.keep')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
