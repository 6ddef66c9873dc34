import { useForm, type UseFormReturnType } from '@mantine/form';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { useFocusRefusal } from '../../parts/use-focus-refusal';
import { formFaults } from './form-faults';
import { KEY_FIELDS, type KeyValues } from './key-values';
import { hasPassed } from './local-time';
import { withoutFaultsOf } from './stale-faults';

export interface KeyFormState {
  readonly form: UseFormReturnType<KeyValues>;
  /** What no field of the form is to blame for. */
  readonly refusal: Refusal | null;
  readonly formRef: RefObject<HTMLFormElement | null>;
  /** As they are sent, and as the form then shows them: faults name entries of lists by their place. Null: not to be sent. */
  readonly tidied: () => KeyValues | null;
  /** Null: it was not refused. */
  readonly show: (refusal: Refusal | null) => void;
}

/** `others`: fields beside the key's own, whose faults the form keeps too. */
export function useKeyForm(initialValues: KeyValues, others: readonly string[] = []): KeyFormState {
  const { t } = useTranslation('keys');
  const form = useForm<KeyValues>({
    initialValues,
    // By itself a form forgets what was said of a whole field, and keeps what was said of a list's entry.
    onValuesChange: (values, before) => form.setErrors((errors) => withoutFaultsOf(errors, before, values)),
  });
  const fields = [...KEY_FIELDS, ...others];
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const formRef = useFocusRefusal<HTMLFormElement>(refusal);

  function tidied(): KeyValues | null {
    const values = form.getValues();
    const tidy = { ...values, allowedIps: values.allowedIps.map((entry) => entry.trim()).filter(Boolean) };
    form.setValues(tidy);
    // Only what was chosen here: an expired key can be renamed.
    if (hasPassed(tidy.expiresAt) && tidy.expiresAt !== form.getInitialValues().expiresAt) {
      show({
        code: 'VALIDATION_FAILED',
        message: '',
        faults: [{ path: ['expiresAt'], message: t('dialog.expiry.isPast') }],
      });
      return null;
    }
    return tidy;
  }

  function show(refused: Refusal | null): void {
    form.clearErrors();
    if (refused) form.setErrors(formFaults(refused, fields).atPlaces);
    setRefusal(refused);
  }

  const rest = refusal && formFaults(refusal, fields).rest;
  return { form, refusal: rest, formRef, tidied, show };
}
