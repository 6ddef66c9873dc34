import { Chip, Group, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchInput } from '../parts/search-input';
import { STATES } from './effective-key';
import type { KeyView } from './key-view';

export function KeyFilters({
  view,
  onChange,
}: {
  readonly view: KeyView;
  readonly onChange: (change: Partial<KeyView>) => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const { t: common } = useTranslation();
  return (
    <Group gap="sm">
      <SearchInput
        aria-label={t('filter.search')}
        placeholder={t('filter.placeholder')}
        w={230}
        value={view.search}
        onSearch={(search) => onChange({ search })}
      />
      <SegmentedControl
        aria-label={t('filter.from')}
        value={view.from}
        onChange={(from) => onChange({ from })}
        data={[
          { value: 'all', label: t('filter.all') },
          { value: 'own', label: t('filter.own') },
          { value: 'inherited', label: t('filter.inherited') },
        ]}
      />
      <Chip.Group multiple value={[...view.states]} onChange={(states) => onChange({ states })}>
        <Group gap={6} role="group" aria-label={t('filter.states')}>
          {STATES.map((state) => (
            <Chip key={state} value={state} size="xs" variant="outline">
              {common(`state.${state}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Group>
  );
}
