import { Box, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useAccount } from '../accounts/account-context';
import { accountsWith, useViewer } from '../app/viewer';
import { AuditActorsDocument } from '../gql/graphql';
import { useThings } from './things';

const PAUSE_MS = 200;

/** Users who may have done something here: those above too, as far as the viewer sees them. */
export function ActorField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation('audit');
  const account = useAccount();
  const sees = accountsWith(useViewer(), 'ViewUser');
  const highest = account.line.find(({ id }) => id && sees.includes(id))?.id;
  const [search, setSearch] = useState('');
  const chosen = useThings(value === '' ? [] : [value]).get(value);
  const chosenName = chosen?.__typename === 'User' ? chosen.name : value;
  const [settled] = useDebouncedValue(search.trim(), PAUSE_MS);
  const [{ data }] = useQuery({
    query: AuditActorsDocument,
    variables: { id: highest ?? account.id, namePrefix: settled === chosenName ? null : settled || null },
    pause: !account.viewerCanViewUsers,
  });
  const users = data?.account?.users?.nodes ?? [];
  const options = users.map(({ id, name }) => ({ value: id, label: name }));
  const isThere = value === '' || users.some(({ id }) => id === value);
  return (
    <Select
      label={t('filter.actor')}
      placeholder={t('filter.anybody')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clearActor') }}
      data={isThere ? options : [{ value, label: chosenName }, ...options]}
      filter={({ options: all }) => all}
      value={value === '' ? null : value}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(id) => onChange(id ?? '')}
      renderOption={({ option }) => {
        const user = users.find(({ id }) => id === option.value);
        return (
          <Box>
            <Text size="sm">{option.label}</Text>
            <Text size="xs">{[user?.displayName, user?.account?.name].filter(Boolean).join(' · ')}</Text>
          </Box>
        );
      }}
    />
  );
}
