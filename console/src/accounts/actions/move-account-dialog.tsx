import { Button, Group, List, Stack, Text } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByField, type Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { type MoveAccountMutation, MoveAccountDocument } from '../../gql/graphql';
import { FormButtons } from '../../parts/form-buttons';
import { notifyDone } from '../../parts/notify';
import { Problem } from '../../parts/problem';
import { HoldingModal } from '../../parts/holding-modal';
import type { AccountDialogProps } from './account-dialog-props';
import { VendorField } from './vendor-field';

type Moved = Extract<MoveAccountMutation['result'], { __typename: 'MoveAccountSuccess' }>;

export default function MoveAccountDialog({ account, onClose }: AccountDialogProps): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const [moved, setMoved] = useState<Moved | null>(null);

  function end(success: Moved): void {
    notifyDone(t('move.done', { name: account.name }));
    if (success.removedBlocks.length + success.removedGrants.length > 0) setMoved(success);
    else onClose();
  }

  return (
    <HoldingModal opened onClose={onClose} title={t('move.title', { name: account.name })} size="lg">
      {moved ? (
        <Removed moved={moved} onClose={onClose} />
      ) : (
        <MoveForm account={account} onClose={onClose} onMoved={end} />
      )}
    </HoldingModal>
  );
}

function MoveForm({
  account,
  onClose,
  onMoved,
}: AccountDialogProps & { readonly onMoved: (moved: Moved) => void }): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const { run, busy } = useMutate(MoveAccountDocument);
  const [newParentId, setNewParentId] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { atFields, rest } = refusal ? faultsByField(refusal, ['newParentId']) : { atFields: {}, rest: null };

  async function move(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (newParentId === null) return;
    const outcome = await run({ input: { accountId: account.id, newParentId, version: account.version } });
    setRefusal(outcome.refusal);
    if (outcome.success) onMoved(outcome.success);
  }

  return (
    <form onSubmit={(event) => void move(event)}>
      <Stack>
        <Text size="sm">{t('move.help')}</Text>
        {rest && <Problem refusal={rest} />}
        <VendorField account={account} error={atFields.newParentId} onChange={setNewParentId} />
        <FormButtons verb={t('move.verb')} busy={busy} disabled={newParentId === null} onClose={onClose} />
      </Stack>
    </form>
  );
}

/** What went with the move, since it no longer holds where the account is now. */
function Removed({ moved, onClose }: { readonly moved: Moved; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  return (
    <Stack>
      <Text size="sm">{t('move.removed')}</Text>
      <List size="sm">
        {moved.removedBlocks.map(({ account, apiKey }, index) => (
          <List.Item key={`block ${index}`}>
            {t('move.removedBlock', { key: apiKey.name, account: account.name })}
          </List.Item>
        ))}
        {moved.removedGrants.map(({ account, role, user }, index) => (
          <List.Item key={`grant ${index}`}>
            {t('move.removedGrant', { role: role.name, user: user.name, account: account.name })}
          </List.Item>
        ))}
      </List>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('common:done')}</Button>
      </Group>
    </Stack>
  );
}
