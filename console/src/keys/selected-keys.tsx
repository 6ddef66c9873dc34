import { Button, Group, Paper, Text } from '@mantine/core';
import { type ReactNode, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EffectiveKey } from './effective-key';

const BulkKeysDialog = lazy(() => import('./dialogs/bulk-keys-dialog').then((m) => ({ default: m.BulkKeysDialog })));

/** What a request takes at most. */
const MOST = 100;
const ACTIONS = ['activate', 'deactivate', 'delete'] as const;

/** What can be done with all that are selected, at once. */
export function SelectedKeys({
  keys,
  selected,
  onClear,
}: {
  readonly keys: readonly EffectiveKey[];
  readonly selected: readonly string[];
  readonly onClear: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const [action, setAction] = useState<(typeof ACTIONS)[number] | null>(null);
  // Those that are still there: some may have been deleted meanwhile.
  const keyIds = keys.map(({ node }) => node.id).filter((id) => selected.includes(id));
  if (keyIds.length === 0 && action === null) return null;
  return (
    <Paper withBorder p="xs" role="region" aria-label={t('selection.region')}>
      <Group>
        <Text size="sm" fw={600} role="status">
          {t('selection.count', { count: keyIds.length })}
        </Text>
        {keyIds.length > MOST && (
          <Text size="sm" c="dimmed">
            {t('selection.tooMany', { count: MOST })}
          </Text>
        )}
        {ACTIONS.map((one) => (
          <Button key={one} size="xs" variant="default" disabled={keyIds.length > MOST} onClick={() => setAction(one)}>
            {t(`menu.${one}`)}
          </Button>
        ))}
        <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
          {t('selection.clear')}
        </Button>
      </Group>
      <Suspense>
        {action !== null && (
          <BulkKeysDialog
            action={action}
            keyIds={keyIds}
            onClose={() => {
              setAction(null);
              onClear();
            }}
          />
        )}
      </Suspense>
    </Paper>
  );
}
