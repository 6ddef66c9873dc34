import { Button, Group, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { useAccount, useMay } from '../accounts/account-context';
import type { PanelProps } from '../accounts/panel-props';
import type { Refusal } from '../api/outcome';
import { usePages } from '../api/use-pages';
import { places } from '../app/places';
import { EffectiveKeysDocument } from '../gql/graphql';
import { ActionButton } from '../parts/action-button';
import { Problem } from '../parts/problem';
import { useActivateKey } from './dialogs/use-activate-key';
import { isKeyAction, type KeyAction, KeyActions } from './key-actions';
import { KeyDrawer } from './key-drawer';
import { KeyFilters } from './key-filters';
import { shownKeys } from './key-view';
import { KeysSummary } from './keys-summary';
import { KeysTable } from './keys-table';
import { SelectedKeys } from './selected-keys';
import { useKeyView } from './use-key-view';

const CreateKeyDialog = lazy(() => import('./dialogs/create-key-dialog').then((m) => ({ default: m.CreateKeyDialog })));
/** So many are read of themselves, to be filtered and sorted here; of more, page by page. */
const MOST = 2_000;

export default function KeysPanel({ item }: PanelProps): ReactNode {
  const { t } = useTranslation('keys');
  const { t: common } = useTranslation();
  const account = useAccount();
  const mayModify = useMay('ModifyApiKey');
  const [, go] = useLocation();
  const [parameters, setParameters] = useSearchParams();
  const [view, changeView] = useKeyView();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [creating, setCreating] = useState(false);
  const [acting, setActing] = useState<{ readonly keyId: string; readonly action: KeyAction } | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const { activate } = useActivateKey();
  const keys = usePages(EffectiveKeysDocument, { id: account.id }, ({ account: found }) =>
    found?.effectiveApiKeys ? { ...found.effectiveApiKeys, rows: found.effectiveApiKeys.edges } : null,
  );
  const readsOn = keys.hasMore && !keys.loading && keys.rows.length < MOST;
  useEffect(() => {
    if (readsOn) keys.more();
  });

  // Other pages lead here to a key and what is to be done with it.
  const asked = parameters.get('action');
  useEffect(() => {
    if (item === undefined || !isKeyAction(asked)) return;
    setActing({ keyId: item, action: asked });
    setParameters({}, { replace: true });
  }, [item, asked, setParameters]);

  function act(keyId: string, action: KeyAction): void {
    setRefused(null);
    if (action === 'activate') void activate(keyId).then(setRefused);
    else setActing({ keyId, action });
  }

  function closeDeleted(): void {
    // Its drawer is of nothing now.
    if (acting?.keyId === item) go(places.account(account.id, 'keys'), { replace: true });
    setActing(null);
  }

  const opened = keys.rows.find(({ node }) => node.id === item);
  return (
    <Stack gap="sm">
      {keys.refusal && <Problem refusal={keys.refusal} onRetry={keys.reload} />}
      {refused && <Problem refusal={refused} />}
      {(keys.rows.length > 0 || !keys.loading) && !keys.refusal && <KeysSummary keys={keys.rows} />}
      <Group justify="space-between" align="flex-start">
        <KeyFilters view={view} onChange={changeView} />
        <ActionButton
          leftSection={<IconPlus size={16} />}
          reason={mayModify ? null : common('takes', { permission: 'ModifyApiKey' })}
          onClick={() => setCreating(true)}
        >
          {t('new')}
        </ActionButton>
      </Group>
      <SelectedKeys keys={keys.rows} selected={selected} onClear={() => setSelected([])} />
      <KeysTable
        rows={shownKeys(keys.rows, view, account.line)}
        isFiltered={keys.rows.length > 0}
        loading={keys.loading}
        view={view}
        onViewChange={changeView}
        selected={selected}
        onSelect={setSelected}
        onAct={act}
      />
      {keys.hasMore && !readsOn && (
        <Button variant="default" loading={keys.loading} onClick={keys.more}>
          {common('more')}
        </Button>
      )}
      <KeyDrawer
        edge={opened}
        isMissing={item !== undefined && !opened && !keys.loading}
        onAct={act}
        onStale={keys.reload}
        onClose={() => go(places.account(account.id, 'keys'))}
      />
      <Suspense>
        {creating && <CreateKeyDialog accountId={account.id} opened onClose={() => setCreating(false)} />}
      </Suspense>
      <KeyActions
        keyId={acting?.keyId ?? ''}
        action={acting?.action ?? null}
        onDeleted={closeDeleted}
        onClose={() => setActing(null)}
      />
    </Stack>
  );
}
