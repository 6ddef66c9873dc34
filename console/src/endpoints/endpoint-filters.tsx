import { Button, Group, MultiSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BelowSwitch } from '../accounts/below';
import { isFiltered, STATUSES, TYPES, useFilters } from './use-filters';

export function EndpointFilters(): ReactNode {
  const { t } = useTranslation('endpoints');
  const { filters, setFilters } = useFilters();
  return (
    <Group align="flex-end" gap="sm" role="search" aria-label={t('filters')}>
      <TextInput
        label={t('search')}
        description={t('searchHelp')}
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filters.search}
        maxLength={200}
        flex="1 1 220px"
        onChange={(event) => setFilters({ search: event.currentTarget.value })}
      />
      <MultiSelect
        label={t('status')}
        placeholder={filters.statuses.length === 0 ? t('all') : ''}
        data={STATUSES.map((value) => ({ value, label: t(`statusOf.${value}`) }))}
        value={[...filters.statuses]}
        clearable
        flex="1 1 180px"
        onChange={(statuses) => setFilters({ statuses })}
      />
      <MultiSelect
        label={t('type')}
        placeholder={filters.types.length === 0 ? t('all') : ''}
        data={TYPES.map((value) => ({ value, label: t(`typeOf.${value}`) }))}
        value={[...filters.types]}
        clearable
        flex="1 1 180px"
        onChange={(types) => setFilters({ types })}
      />
      {isFiltered(filters) && (
        <Button variant="default" onClick={() => setFilters({ statuses: [], types: [], search: '' })}>
          {t('clearFilters')}
        </Button>
      )}
      <BelowSwitch />
    </Group>
  );
}
