import { CloseButton, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsWith, useViewer } from '../app/viewer';
import { AccountSearch } from './account-search';
import { TreeView } from './tree-view';

const PAUSE_MS = 200;

/** The tree of accounts, or what was found in it. */
export function TreePanel(): ReactNode {
  const hasAccounts = accountsWith(useViewer(), 'ViewAccount').length > 0;
  return hasAccounts ? <SearchedTree /> : null;
}

function SearchedTree(): ReactNode {
  const { t } = useTranslation('tree');
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), PAUSE_MS);
  return (
    <Stack gap={0} h="100%">
      <TextInput
        m="sm"
        type="search"
        aria-label={t('search')}
        placeholder={t('searchPlaceholder')}
        leftSection={<IconSearch size={16} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
        rightSection={
          search !== '' && <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => setSearch('')} />
        }
      />
      {/* Kept while something is searched, with all that is open in it. */}
      <div hidden={settled !== ''} className="fills">
        <TreeView />
      </div>
      {settled !== '' && <AccountSearch search={settled} onChosen={() => setSearch('')} />}
    </Stack>
  );
}
