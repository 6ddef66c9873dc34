import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Difference {
  readonly field: string;
  readonly now: string;
  readonly mine: string;
}

/** Somebody else was faster: what it is now beside what one wanted, and the choice between the two. */
export function ConflictNotice({
  differences,
  onTake,
  onApply,
  busy,
}: {
  readonly differences: readonly Difference[];
  readonly onTake: () => void;
  readonly onApply: () => void;
  readonly busy: boolean;
}): ReactNode {
  const { t } = useTranslation('people');
  return (
    <Alert color="yellow" icon={<IconGitCompare />} title={t('conflict')} role="alert">
      <Stack gap="sm">
        <Text size="sm">{differences.length > 0 ? t('conflictHelp') : t('conflictElsewhere')}</Text>
        {differences.length > 0 && (
          <Table aria-label={t('conflict')} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('field')}</Table.Th>
                <Table.Th scope="col">{t('isNow')}</Table.Th>
                <Table.Th scope="col">{t('isYours')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {differences.map(({ field, now, mine }) => (
                <Table.Tr key={field}>
                  <Table.Th scope="row">{field}</Table.Th>
                  <Table.Td className="breaks">{now || '–'}</Table.Td>
                  <Table.Td className="breaks">{mine || '–'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Group>
          <Button size="xs" variant="default" onClick={onTake}>
            {t('takeTheirs')}
          </Button>
          <Button size="xs" loading={busy} onClick={onApply}>
            {t('applyMine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
