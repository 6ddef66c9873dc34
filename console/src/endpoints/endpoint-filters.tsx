import { Button, Group, MultiSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BelowSwitch } from '../accounts/below';
import { SearchInput } from '../parts/search-input';
import { type FiltersInUse, isFiltered, STATUSES, TYPES } from './use-filters';

export function EndpointFilters({ filters, setFilters }: FiltersInUse): ReactNode {
  const { t } = useTranslation('endpoints');
  return (
    <Group align="flex-end" gap="sm" role="search" aria-label={t('filters')}>
      <SearchInput
        label={t('search')}
        description={t('searchHelp')}
        value={filters.search}
        maxLength={200}
        flex="1 1 220px"
        onSearch={(search) => setFilters({ search })}
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
