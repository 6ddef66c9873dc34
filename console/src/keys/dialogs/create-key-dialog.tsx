import { Switch } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useMutate } from '../../api/use-mutate';
import { AccountDocument, CreateApiKeyDocument } from '../../gql/graphql';
import { notifyDone } from '../../parts/notify';
import { SecretInput } from '../../parts/secret-input';
import { useShownOnce } from '../../parts/shown-once';
import { useFocusBack } from '../../parts/use-focus-back';
import { DialogModal } from '../../parts/dialog-modal';
import { KeyForm } from './key-form';
import { KeyInputs } from './key-inputs';
import { FIRST_VALUES, inputOf, KEY_FIELDS } from './key-values';
import { useKeyForm } from './use-key-form';

export function CreateKeyDialog({
  accountId,
  opened,
  onClose,
}: {
  readonly accountId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  // What was typed goes with it, the value above all.
  return opened && <Creating accountId={accountId} onClose={onClose} />;
}

function Creating({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('keys');
  const { isShowing, show } = useShownOnce();
  useFocusBack();
  const [{ data }] = useQuery({
    query: AccountDocument,
    variables: { id: accountId },
    requestPolicy: 'cache-first',
  });
  const state = useKeyForm(FIRST_VALUES, ['value']);
  const { run, busy } = useMutate(CreateApiKeyDocument);
  const [own, setOwn] = useState('');
  const [active, setActive] = useState(true);

  async function create(): Promise<void> {
    const values = state.tidied();
    if (!values) return;
    const { success, refusal } = await run({
      input: {
        ...inputOf(values, KEY_FIELDS),
        name: values.name,
        accountId,
        active,
        ...(own !== '' && { value: own }),
      },
    });
    if (refusal) {
      state.show(refusal);
    } else if (success.value !== null) {
      const secrets = [{ name: values.name, value: success.value }];
      show({ title: t('dialog.create.shown'), secrets, onStored: onClose });
    } else {
      notifyDone(t('dialog.create.done', { name: values.name }));
      onClose();
    }
  }

  if (isShowing) return null;
  return (
    <DialogModal title={t('dialog.create.title', { account: data?.account?.name })} holdsInput onClose={onClose}>
      <KeyForm state={state} verb={t('dialog.create.verb')} busy={busy} onSubmit={create} onClose={onClose}>
        <KeyInputs
          form={state.form}
          held={data?.account?.viewerPermissions ?? []}
          advanced={
            <SecretInput
              label={t('dialog.form.ownValue')}
              description={t('dialog.form.ownValueHelp')}
              placeholder={t('dialog.form.generated')}
              value={own}
              error={state.form.errors.value}
              onChange={(event) => {
                setOwn(event.currentTarget.value);
                state.form.clearFieldError('value');
              }}
            />
          }
        />
        <Switch
          label={t('dialog.form.active')}
          description={t('dialog.form.activeHelp')}
          checked={active}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
      </KeyForm>
    </DialogModal>
  );
}
