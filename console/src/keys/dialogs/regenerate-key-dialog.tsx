import { Alert, Checkbox, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { type KeyWithImpactFragment, RegenerateApiKeyDocument } from '../../gql/graphql';
import { ConfirmForm } from '../../parts/confirm-dialog';
import { notifyDone } from '../../parts/notify';
import { SecretInput } from '../../parts/secret-input';
import { useShownOnce } from '../../parts/shown-once';
import { inFull } from '../../parts/time';
import { useFocusBack } from '../../parts/use-focus-back';
import { formFaults } from './form-faults';
import { ImpactSummary } from './impact-summary';
import { KeyModal } from './key-modal';
import { type Overlap, OverlapInput, overlapSeconds } from './overlap-input';

export function RegenerateKeyDialog({
  keyId,
  onClose,
}: {
  readonly keyId: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const { isShowing, show } = useShownOnce();
  useFocusBack();
  if (isShowing) return null;
  return (
    <KeyModal keyId={keyId} holdsInput titleOf={(name) => t('dialog.regenerate.title', { name })} onClose={onClose}>
      {(key) => (
        <Regenerate
          apiKey={key}
          onGenerated={(value) =>
            show({ title: t('dialog.regenerate.shown'), secrets: [{ name: key.name, value }], onStored: onClose })
          }
          onClose={onClose}
        />
      )}
    </KeyModal>
  );
}

function Regenerate({
  apiKey,
  onGenerated,
  onClose,
}: {
  readonly apiKey: KeyWithImpactFragment;
  readonly onGenerated: (value: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const { run } = useMutate(RegenerateApiKeyDocument);
  const [overlap, setOverlap] = useState<Overlap>('day');
  const [isOwn, setIsOwn] = useState(false);
  const [own, setOwn] = useState({ value: '', fault: '' });
  const { id: keyId, name, version, previousValueWorksUntil } = apiKey;

  async function regenerate(): Promise<Refusal | null> {
    const input = { keyId, version, overlapSeconds: overlapSeconds(overlap), ...(isOwn && { value: own.value }) };
    const { success, refusal } = await run({ input });
    if (refusal) {
      const { atPlaces, rest } = formFaults(refusal, ['value']);
      setOwn({ ...own, fault: atPlaces.value ?? '' });
      return rest ?? { ...refusal, message: t('dialog.form.valueRefused') };
    }
    if (success.value !== null) onGenerated(success.value);
    else {
      notifyDone(t('dialog.regenerate.done', { name }));
      onClose();
    }
    return null;
  }

  return (
    // It closes by itself, where there is nothing to show.
    <ConfirmForm verb={t('dialog.regenerate.verb')} onConfirm={regenerate} onClose={onClose} onDone={() => undefined}>
      <Text size="sm">{t('dialog.regenerate.help')}</Text>
      {previousValueWorksUntil !== null && (
        <Alert color="orange" icon={<IconAlertTriangle />}>
          {t('dialog.regenerate.second', { until: inFull(new Date(previousValueWorksUntil)) })}
        </Alert>
      )}
      <OverlapInput value={overlap} onChange={setOverlap} />
      <Checkbox
        label={t('dialog.regenerate.own')}
        checked={isOwn}
        onChange={(event) => setIsOwn(event.currentTarget.checked)}
      />
      {isOwn && (
        <SecretInput
          label={t('dialog.form.value')}
          description={t('dialog.form.ownValueHelp')}
          required
          value={own.value}
          error={own.fault}
          onChange={(event) => setOwn({ value: event.currentTarget.value, fault: '' })}
        />
      )}
      <ImpactSummary impact={apiKey.impact} />
    </ConfirmForm>
  );
}
