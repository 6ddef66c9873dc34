import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meanwhile } from './use-edited';

/** Somebody else saved first. Nothing is overwritten unless one says so, and sees what. */
export function ChangedMeanwhile<Values>({
  meanwhile: { fields, now, mine, takeOver, keep },
  labels,
  show = String,
}: {
  readonly meanwhile: Meanwhile<Values>;
  readonly labels: Readonly<Record<keyof Values & string, string>>;
  /** A value in words; nothing is shown as a dash. */
  readonly show?: (value: unknown) => string;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Alert color="orange" role="alert" icon={<IconGitMerge />} title={t('meanwhile.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('meanwhile.help')}</Text>
        {fields.length > 0 && (
          <Table withRowBorders={false} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('meanwhile.field')}</Table.Th>
                <Table.Th scope="col">{t('meanwhile.now')}</Table.Th>
                <Table.Th scope="col">{t('meanwhile.yours')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {fields.map((field) => (
                <Table.Tr key={field}>
                  <Table.Th scope="row">{labels[field]}</Table.Th>
                  <Table.Td className="breaks">{show(now[field]) || '–'}</Table.Td>
                  <Table.Td className="breaks">{show(mine[field]) || '–'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={takeOver}>
            {t('meanwhile.takeOver')}
          </Button>
          <Button size="xs" variant="default" onClick={keep}>
            {t('meanwhile.keep')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
