import { Group, Loader, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';
import { usePages } from '../api/use-pages';
import { KeysToAskAboutDocument } from '../gql/graphql';
import { KeyState } from '../parts/key-state';
import { useRefusalText } from '../parts/refusal-text';

export interface KnownKey {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
}

interface KeyChoiceProps {
  readonly keyId: string | null;
  readonly known: KnownKey | null;
  readonly error: string | undefined;
  readonly placeholder?: string;
  readonly onChoose: (keyId: string | null) => void;
}

/** One of the keys effective on the account; the service searches, since there may be any number. */
export function KeyChoice({ keyId, known, error, placeholder, onChoose }: KeyChoiceProps): ReactNode {
  const { t } = useTranslation('why');
  const refusalText = useRefusalText();
  const account = useAccount();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 250);
  const keys = usePages(KeysToAskAboutDocument, { id: account.id, search: search || null }, ({ account: found }) =>
    found?.effectiveApiKeys ? { ...found.effectiveApiKeys, rows: found.effectiveApiKeys.edges } : null,
  );
  const options = keys.rows.map(({ node }) => ({ value: node.id, label: `${node.name} · ${node.hint}` }));
  if (keyId !== null && !options.some(({ value }) => value === keyId)) {
    options.push({ value: keyId, label: known?.id === keyId ? `${known.name} · ${known.hint}` : keyId });
  }
  const chosen = options.find(({ value }) => value === keyId);

  return (
    <Select
      label={t('key')}
      placeholder={placeholder ?? t('keyPlaceholder')}
      data={options}
      value={keyId}
      error={error ?? (keys.refusal && refusalText(keys.refusal))}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clearKey') }}
      nothingFoundMessage={keys.loading ? t('searching') : t('noKeyFound')}
      rightSection={keys.loading && keyId === null ? <Loader size="xs" /> : undefined}
      filter={({ options: all }) => all}
      // What is chosen stands in the field: it is no search.
      onSearchChange={(text) => setTyped(text === chosen?.label || options.some((o) => o.label === text) ? '' : text)}
      onChange={onChoose}
      renderOption={({ option }) => {
        const edge = keys.rows.find(({ node }) => node.id === option.value);
        if (!edge) return option.label;
        return (
          <Group gap="xs" justify="space-between" wrap="nowrap" flex={1}>
            <div>
              <Text size="sm">{edge.node.name}</Text>
              <Text size="xs" c="dimmed">
                <span className="mono">{edge.node.hint}</span> · {edge.definedOn.name}
              </Text>
            </div>
            <KeyState state={edge.state} />
          </Group>
        );
      }}
    />
  );
}
