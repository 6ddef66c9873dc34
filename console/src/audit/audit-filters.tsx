import { Box, Button, Group, MultiSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchInput } from '../parts/search-input';
import { ACTION_GROUP_NAMES, ACTION_GROUPS } from './action-groups';
import { ActorField } from './actor-field';
import { fromLocalField, isId, type Range, RANGES, startOf, toLocalField } from './audit-filter';
import type { AuditFilter } from './use-audit-filter';
import { useAuditWords } from './words';

const PAUSE_MS = 400;

export function AuditFilters({ filter }: { readonly filter: AuditFilter }): ReactNode {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const { chosen, choose } = filter;
  const { range } = chosen;
  const from = range ? startOf(range, new Date()).toISOString() : chosen.from;
  return (
    <Stack gap="sm" role="search" aria-label={t('filter.title')}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <MultiSelect
          label={t('filter.actions')}
          placeholder={chosen.actions.length === 0 ? t('filter.anything') : ''}
          searchable
          clearable
          hidePickedOptions
          clearButtonProps={{ 'aria-label': t('filter.clearActions') }}
          data={ACTION_GROUP_NAMES.map((group) => ({
            group: t(`group.${group}`),
            items: ACTION_GROUPS[group].map((action) => ({ value: action, label: words.action(action) })),
          }))}
          value={[...chosen.actions]}
          onChange={(actions) => choose({ actions })}
        />
        <ActorField value={chosen.actorId} onChange={(actorId) => choose({ actorId })} />
        <TargetField value={chosen.targetId} onChange={(targetId) => choose({ targetId })} />
      </SimpleGrid>
      <Group align="flex-end" gap="sm">
        <Moment
          label={t('filter.from')}
          value={from}
          onChange={(at) => choose({ range: null, from: at, to: chosen.range ? '' : chosen.to })}
        />
        <Moment
          label={t('filter.to')}
          value={range ? '' : chosen.to}
          onChange={(at) => choose({ range: null, from, to: at })}
        />
        <Box role="group" aria-label={t('filter.range')}>
          <Button.Group>
            {(Object.keys(RANGES) as Range[]).map((each) => (
              <Button
                key={each}
                variant={range === each ? 'filled' : 'default'}
                aria-pressed={range === each}
                onClick={() => choose({ range: range === each ? null : each, from: '', to: '' })}
              >
                {t(`range.${each}`)}
              </Button>
            ))}
          </Button.Group>
        </Box>
        {filter.input && (
          <Button variant="subtle" onClick={filter.clear}>
            {t('filter.clear')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Moment({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (iso: string) => void;
}): ReactNode {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={toLocalField(value)}
      onChange={(event) => onChange(fromLocalField(event.currentTarget.value))}
    />
  );
}

/** Of whatever type: most come here by an event that is open. */
function TargetField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation('audit');
  const settle = useDebouncedCallback(onChange, PAUSE_MS);
  return (
    <SearchInput
      label={t('filter.target')}
      placeholder={t('filter.targetPlaceholder')}
      value={value}
      error={value !== '' && !isId(value) && t('filter.noId')}
      onSearch={settle}
    />
  );
}
