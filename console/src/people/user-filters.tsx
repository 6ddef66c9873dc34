import { Group, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
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
  const [name, setName] = useState(search.name);
  const later = useDebouncedCallback((typed: string) => onChange({ name: typed.trim() }), 250);
  return (
    <Group align="center">
      <TextInput
        type="search"
        aria-label={t('searchUsers')}
        placeholder={t('searchUsers')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
          later(event.currentTarget.value);
        }}
      />
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
