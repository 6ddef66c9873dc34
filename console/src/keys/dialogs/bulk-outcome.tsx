import { Alert, Button, Group, Stack, Table } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkKeyOutcomesFragment } from '../../gql/graphql';
import { focusWhenShown } from '../../parts/use-focus-refusal';
import { inOwnLanguage } from '../../texts/refusals';
import type { NamedKey } from './bulk-key-list';

export type BulkAction = 'activate' | 'deactivate' | 'delete';

/** What became of each; the refused ones first. */
export function BulkOutcome({
  action,
  results,
  keys,
  onClose,
}: {
  readonly action: BulkAction;
  readonly results: BulkKeyOutcomesFragment['results'];
  readonly keys: readonly NamedKey[];
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const { t: common } = useTranslation();
  const names = new Map(keys.map(({ id, name }) => [id, name]));
  const refused = results.filter(({ error }) => error);
  const done = results.filter(({ error }) => !error);
  const isAll = refused.length === 0;
  return (
    <Stack>
      <Alert color={isAll ? 'green' : 'orange'} icon={isAll ? <IconCheck /> : <IconAlertTriangle />} role="status">
        {t(`dialog.bulk.${action}.done`, { count: done.length })}{' '}
        {!isAll && t('dialog.bulk.refused', { count: refused.length })}
      </Alert>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('dialog.key')}</Table.Th>
            <Table.Th scope="col">{t('dialog.bulk.outcome')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...refused, ...done].map(({ id, error }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">{names.get(id) ?? id}</Table.Th>
              <Table.Td>{error ? inOwnLanguage(error.message) : t('dialog.bulk.ok')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group justify="flex-end">
        <Button ref={focusWhenShown} onClick={onClose}>
          {common('done')}
        </Button>
      </Group>
    </Stack>
  );
}
