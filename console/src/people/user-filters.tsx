import { Group, SegmentedControl, Switch } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchInput } from '../parts/search-input';
import type { UserSearch, UserState } from './user-filter';

export function UserFilters({
  search,
  onChange,
  hasBelow,
}: {
  readonly search: UserSearch;
  readonly onChange: (change: Partial<UserSearch>) => void;
  readonly hasBelow: boolean;
}): ReactNode {
  const { t } = useTranslation('people');
  const later = useDebouncedCallback((name: string) => onChange({ name }), 250);
  return (
    <Group align="center">
      <SearchInput aria-label={t('searchUsers')} placeholder={t('searchUsers')} value={search.name} onSearch={later} />
      <SegmentedControl<UserState>
        aria-label={t('stateOfUsers')}
        value={search.state}
        onChange={(state) => onChange({ state })}
        data={[
          { value: 'all', label: t('stateAll') },
          { value: 'enabled', label: t('stateEnabled') },
          { value: 'disabled', label: t('stateDisabled') },
        ]}
      />
      {hasBelow && (
        <Switch
          label={t('withBelow')}
          checked={search.below}
          onChange={(event) => onChange({ below: event.currentTarget.checked })}
        />
      )}
    </Group>
  );
}
