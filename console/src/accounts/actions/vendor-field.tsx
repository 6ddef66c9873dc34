import { Box, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { VendorsToMoveToDocument, type VendorsToMoveToQuery } from '../../gql/graphql';
import type { AccountOfPage } from '../account-context';

const PAUSE_MS = 200;

type Vendor = NonNullable<VendorsToMoveToQuery['accounts']>['nodes'][number];

/** Any vendor within reach, found by name; where the account cannot hang it says why. */
export function VendorField({
  account,
  error,
  onChange,
}: {
  readonly account: AccountOfPage;
  readonly error: string | undefined;
  readonly onChange: (id: string | null) => void;
}): ReactNode {
  const { t } = useTranslation('accounts');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Vendor | null>(null);
  const [settled] = useDebouncedValue(search.trim(), PAUSE_MS);
  // What is chosen stands in the field: it is nothing to search for.
  const [{ data, fetching }] = useQuery({
    query: VendorsToMoveToDocument,
    variables: { search: settled === chosen?.name ? '' : settled },
  });
  const found = data?.accounts?.nodes ?? [];
  const vendors = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;

  function objectionTo({ line, id, viewerCanCreateChild }: Vendor): string | null {
    if (line.some((above) => above.id === account.id)) return t('move.belowItself');
    if (account.line.at(-2)?.id === id) return t('move.isThere');
    return viewerCanCreateChild ? null : t('move.mayNot');
  }

  return (
    <Select
      label={t('move.newParent')}
      description={vendors.length > 0 || fetching ? t('move.newParentHelp') : t('move.noneFound')}
      placeholder={t('move.search')}
      required
      searchable
      data-autofocus
      error={error}
      data={vendors.map((vendor) => ({
        value: vendor.id,
        label: vendor.name,
        disabled: objectionTo(vendor) !== null,
      }))}
      filter={({ options }) => options}
      value={chosen?.id ?? null}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(id) => {
        setChosen(vendors.find((vendor) => vendor.id === id) ?? null);
        onChange(id);
      }}
      renderOption={({ option }) => {
        const vendor = vendors.find(({ id }) => id === option.value);
        if (!vendor) return option.label;
        const objection = objectionTo(vendor);
        return (
          <Box>
            <Text size="sm">{vendor.name}</Text>
            <Text size="xs">
              {[vendor.line.map(({ name }) => name).join(' › '), objection].filter(Boolean).join(' · ')}
            </Text>
          </Box>
        );
      }}
    />
  );
}
