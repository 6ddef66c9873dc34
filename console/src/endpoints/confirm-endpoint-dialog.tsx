import { Alert, Checkbox, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByField, type Refusal } from '../api/outcome';
import { FormButtons } from '../parts/form-buttons';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { codeOf, type Endpoint } from './endpoint';
import { useDecide } from './use-decide';

/** Lets a device in, by the code that it shows: the code that this page knows is not offered, it would prove nothing. */
export function ConfirmEndpointDialog({
  endpoint,
  opened,
  onClose,
}: {
  readonly endpoint: Endpoint;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('endpoints');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('confirmTitle', { name: endpoint.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {opened && <Form endpoint={endpoint} onClose={onClose} />}
    </Modal>
  );
}

function Form({ endpoint, onClose }: { readonly endpoint: Endpoint; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('endpoints');
  const decide = useDecide();
  const [code, setCode] = useState('');
  const [withoutCode, setWithoutCode] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const need = codeOf(endpoint);
  const asksForCode = need !== 'none' && !(need === 'optional' && withoutCode);
  const { atFields, rest } = refusal ? faultsByField(refusal, ['userCode']) : { atFields: {}, rest: null };

  async function confirm(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const refused = await decide('confirm', endpoint, asksForCode ? code.trim() : undefined);
    setBusy(false);
    setRefusal(refused);
    if (refused) return;
    notifyDone(t('confirmDone', { name: endpoint.name }));
    onClose();
  }

  return (
    <form onSubmit={(event) => void confirm(event)}>
      <Stack>
        <Text size="sm">{need === 'none' ? t(withoutWaiting(endpoint)) : t('codeHelp')}</Text>
        {need === 'required' && (
          <Alert color="orange" icon={<IconAlertTriangle />}>
            {endpoint.waitingRegistrations.length > 1 ? t('severalWaitHelp') : t('takesPlaceHelp')}
          </Alert>
        )}
        {rest && <Problem refusal={rest} />}
        {need !== 'none' && (
          <TextInput
            label={t('code')}
            description={t('codeForm')}
            placeholder="BCDF-GHJK"
            value={asksForCode ? code : ''}
            disabled={!asksForCode}
            error={atFields.userCode}
            classNames={{ input: 'mono' }}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            data-autofocus
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        {need === 'optional' && (
          <Checkbox
            label={t('withoutCode')}
            description={t('withoutCodeHelp')}
            checked={withoutCode}
            onChange={(event) => setWithoutCode(event.currentTarget.checked)}
          />
        )}
        <FormButtons
          verb={t('verb.confirm')}
          busy={busy}
          disabled={asksForCode && code.trim() === ''}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}

/** What it means where nothing waits: there is no code then. */
function withoutWaiting({
  status,
  hasOwnKey,
}: Endpoint): 'confirmByKeyHelp' | 'confirmOwnKeyHelp' | 'confirmAgainHelp' {
  if (status === 'TRUSTED') return 'confirmByKeyHelp';
  return hasOwnKey ? 'confirmOwnKeyHelp' : 'confirmAgainHelp';
}
