import { Button, Group, List, Paper, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../parts/action-button';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { notifyDone } from '../parts/notify';
import { BulkOutcome } from './bulk-outcome';
import { type Action, ACTIONS, type Endpoint, fitFor } from './endpoint';
import { type Decided, useDecideSeveral } from './use-decide-several';
import { useLastDefined } from './use-last-defined';

/** So many are named in the question; of more, how many. */
const NAMED = 8;

/** What can be done with all devices that are selected, and what came of it. */
export function BulkBar({
  selected,
  onClear,
}: {
  readonly selected: readonly Endpoint[];
  readonly onClear: () => void;
}): ReactNode {
  const { t } = useTranslation('endpoints');
  const decideSeveral = useDecideSeveral();
  const [action, setAction] = useState<Action | null>(null);
  const [outcome, setOutcome] = useState<{ readonly action: Action; readonly decided: readonly Decided[] } | null>(
    null,
  );
  const shown = useLastDefined(action) ?? 'confirm';
  const fit = fitFor(shown, selected);
  const leftOut = selected.length - fit.length;

  return (
    <>
      {selected.length > 0 && (
        <Paper
          withBorder
          shadow="md"
          p="sm"
          role="region"
          aria-label={t('selectedOnes')}
          style={{ position: 'sticky', bottom: 'var(--mantine-spacing-md)', zIndex: 3 }}
        >
          <Group gap="xs">
            <Text size="sm" fw={600} role="status">
              {t('selected', { count: selected.length })}
            </Text>
            {ACTIONS.map((one) => (
              <ActionButton
                key={one}
                size="xs"
                variant={one === 'confirm' ? 'filled' : 'default'}
                reason={fitFor(one, selected).length > 0 ? null : t(`noneToBulk.${one}`)}
                onClick={() => setAction(one)}
              >
                {t(`verb.${one}`)}
              </ActionButton>
            ))}
            <Button size="xs" variant="subtle" color="gray" c="inherit" onClick={onClear}>
              {t('clearSelection')}
            </Button>
          </Group>
        </Paper>
      )}
      <ConfirmDialog
        opened={action !== null}
        title={t(`bulkTitle.${shown}`, { count: fit.length })}
        verb={t(`verb.${shown}`)}
        danger={shown === 'revoke' || shown === 'delete'}
        {...(shown === 'delete' && { typed: String(fit.length) })}
        onClose={() => setAction(null)}
        onConfirm={async () => {
          const { decided, refusal } = await decideSeveral(shown, fit);
          if (refusal) return refusal;
          if (decided.some(({ refused }) => refused !== null)) setOutcome({ action: shown, decided });
          else notifyDone(t(`bulkDone.${shown}`, { count: decided.length }));
          onClear();
          return null;
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t(shown === 'confirm' ? 'bulkConfirmHelp' : `${shown}Help`)}</Text>
          <List size="sm" className="breaks">
            {fit.slice(0, NAMED).map(({ id, name }) => (
              <List.Item key={id}>{name}</List.Item>
            ))}
          </List>
          {fit.length > NAMED && <Text size="sm">{t('andMore', { count: fit.length - NAMED })}</Text>}
          {leftOut > 0 && (
            <Text size="sm">{t(shown === 'confirm' ? 'leftOutOfConfirming' : 'leftOut', { count: leftOut })}</Text>
          )}
        </Stack>
      </ConfirmDialog>
      <BulkOutcome outcome={outcome} onClose={() => setOutcome(null)} />
    </>
  );
}
