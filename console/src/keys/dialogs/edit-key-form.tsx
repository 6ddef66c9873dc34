import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutate } from '../../api/use-mutate';
import { type KeyFieldsFragment, type Permission, UpdateApiKeyDocument } from '../../gql/graphql';
import { notifyDone } from '../../parts/notify';
import { KeyConflict } from './key-conflict';
import { KeyForm } from './key-form';
import { KeyInputs } from './key-inputs';
import { changedFields, inputOf, type KeyValues, onTop, valuesOf } from './key-values';
import { useKeyForm } from './use-key-form';

/** Sends what was changed and nothing else. What is read anew behind it does not touch what is typed. */
export function EditKeyForm({
  first,
  held,
  onClose,
}: {
  readonly first: KeyFieldsFragment;
  readonly held: readonly Permission[];
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  /** What the changes are made to: as it was read. */
  const [base, setBase] = useState(first);
  /** As it has become meanwhile. */
  const [current, setCurrent] = useState<KeyFieldsFragment | null>(null);
  const state = useKeyForm(valuesOf(first));
  const { run, busy } = useMutate(UpdateApiKeyDocument);

  async function save(onto: KeyFieldsFragment, values: KeyValues | null): Promise<void> {
    if (!values) return;
    const fields = changedFields(valuesOf(onto), values);
    if (fields.length === 0) {
      onClose();
      return;
    }
    const { refusal, ...outcome } = await run({
      input: { keyId: onto.id, version: onto.version ?? 0, ...inputOf(values, fields) },
    });
    if (!refusal) {
      notifyDone(t('dialog.edit.done', { name: values.name }));
      onClose();
      return;
    }
    const now = 'current' in outcome && outcome.current?.__typename === 'ApiKey' ? outcome.current : null;
    setCurrent(now);
    state.show(now ? null : refusal);
  }

  /** The form goes on from what the key is now. */
  function rebase(onto: KeyFieldsFragment, values: KeyValues): void {
    setBase(onto);
    setCurrent(null);
    state.form.setInitialValues(valuesOf(onto));
    state.form.setValues(values);
  }

  if (!current) {
    return (
      <KeyForm
        state={state}
        verb={t('dialog.edit.verb')}
        busy={busy}
        onSubmit={() => save(base, state.tidied())}
        onClose={onClose}
      >
        <KeyInputs form={state.form} held={held} />
      </KeyForm>
    );
  }
  const mine = state.form.getValues();
  const merged = onTop(valuesOf(current), mine, changedFields(valuesOf(base), mine));
  return (
    <KeyConflict
      keyId={current.id}
      before={valuesOf(base)}
      mine={mine}
      now={valuesOf(current)}
      busy={busy}
      onKeepMine={() => {
        rebase(current, merged);
        void save(current, merged);
      }}
      onTakeTheirs={() => rebase(current, valuesOf(current))}
      onGoOn={() => rebase(current, merged)}
    />
  );
}
