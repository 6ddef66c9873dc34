import { Chip, CloseButton, Group, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
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
      <TextInput
        type="search"
        aria-label={t('filter.search')}
        placeholder={t('filter.placeholder')}
        leftSection={<IconSearch size={16} />}
        value={view.search}
        onChange={(event) => onChange({ search: event.currentTarget.value })}
        rightSection={
          view.search !== '' && (
            <CloseButton size="sm" aria-label={t('filter.clear')} onClick={() => onChange({ search: '' })} />
          )
        }
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
