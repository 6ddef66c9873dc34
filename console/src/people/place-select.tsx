import { Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { GrantPlacesDocument } from '../gql/graphql';
import { byNameFirst } from './by-name-first';

interface Place {
  readonly id: string;
  readonly name: string;
}

/** An account or one below it: where a role of a user of that account may hold. */
export function PlaceSelect({
  top,
  value,
  onChange,
}: {
  readonly top: Place;
  readonly value: Place;
  readonly onChange: (place: Place) => void;
}): ReactNode {
  const { t } = useTranslation('people');
  const [typed, setTyped] = useState(value.name);
  const [debounced] = useDebouncedValue(typed.trim(), 250);
  // What is chosen stands in the field: it is no search.
  const search = debounced === value.name ? '' : debounced;
  const [{ data, fetching, stale }] = useQuery({
    query: GrantPlacesDocument,
    variables: { search: search || null, belowId: top.id },
  });
  const below = data?.accounts?.nodes ?? [];
  const paths = new Map(
    below.map(({ id, line }) => [
      id,
      line
        .slice(0, -1)
        .map(({ name }) => name)
        .join(' › '),
    ]),
  );
  const isTopMeant = top.name.toLowerCase().includes(search.toLowerCase());
  const places = [...(isTopMeant ? [top] : []), ...byNameFirst(below, search)];
  const isFound = places.some(({ id }) => id === value.id);

  return (
    <Select
      label={t('where')}
      description={t('whereHelp')}
      required
      searchable
      allowDeselect={false}
      // The list itself scrolls: it is reached from the field, and needs no focus of its own.
      withScrollArea={false}
      styles={{ options: { maxHeight: 260, overflowY: 'auto' } }}
      data={[...places, ...(isFound ? [] : [value])].map(({ id, name }) => ({ value: id, label: name }))}
      // The service has searched; what is chosen is known to the field, and offered only where it was found.
      filter={({ options }) => options.filter((one) => isFound || !('value' in one) || one.value !== value.id)}
      nothingFoundMessage={fetching || stale ? t('searching') : t('noAccount')}
      value={value.id}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => {
        const chosen = places.find((one) => one.id === id);
        if (chosen) onChange({ id: chosen.id, name: chosen.name });
      }}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed">
            {option.value === top.id ? t('ownAccount') : paths.get(option.value)}
          </Text>
        </Stack>
      )}
    />
  );
}
