import { Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsWith, useViewer } from '../app/viewer';
import { SearchInput } from '../parts/search-input';
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
  const [settled] = useDebouncedValue(search, PAUSE_MS);
  return (
    <Stack gap={0} h="100%">
      <SearchInput
        m="sm"
        aria-label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={search}
        onSearch={setSearch}
      />
      {/* Kept while something is searched, with all that is open in it. */}
      <div hidden={settled !== ''} className="fills">
        <TreeView />
      </div>
      {settled !== '' && <AccountSearch search={settled} onChosen={() => setSearch('')} />}
    </Stack>
  );
}
