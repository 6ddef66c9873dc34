import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { DeleteApiKeyDocument, type KeyWithImpactFragment } from '../../gql/graphql';
import { ConfirmForm } from '../../parts/confirm-dialog';
import { notifyDone } from '../../parts/notify';
import { useFocusBack } from '../../parts/use-focus-back';
import { DeactivateKeyDialog } from './deactivate-key-dialog';
import { ImpactSummary } from './impact-summary';
import { KeyModal } from './key-modal';
import { WhereItWorks } from './where-it-works';

export function DeleteKeyDialog({
  keyId,
  onDeleted,
  onClose,
}: {
  readonly keyId: string;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const { run } = useMutate(DeleteApiKeyDocument);
  const [isInstead, setInstead] = useState(false);
  useFocusBack();

  async function remove({ name, version }: KeyWithImpactFragment): Promise<Refusal | null> {
    const { refusal } = await run({ input: { keyId, version } });
    if (!refusal) notifyDone(t('dialog.delete.done', { name }));
    return refusal;
  }

  if (isInstead) return <DeactivateKeyDialog keyId={keyId} onClose={onClose} />;
  return (
    <KeyModal keyId={keyId} titleOf={(name) => t('dialog.delete.title', { name })} onClose={onClose}>
      {(key) => (
        <ConfirmForm
          verb={t('dialog.delete.verb')}
          danger
          typed={key.name}
          onConfirm={() => remove(key)}
          onClose={onClose}
          onDone={onDeleted}
        >
          <Text size="sm">{t('dialog.delete.help')}</Text>
          <WhereItWorks definedOn={key.definedOn} />
          <ImpactSummary impact={key.impact} />
          {key.active && key.viewerCanUpdate && (
            <Group justify="space-between">
              <Text size="sm" flex={1} miw={200}>
                {t('dialog.delete.insteadHelp')}
              </Text>
              <Button variant="default" onClick={() => setInstead(true)}>
                {t('dialog.delete.instead')}
              </Button>
            </Group>
          )}
        </ConfirmForm>
      )}
    </KeyModal>
  );
}
