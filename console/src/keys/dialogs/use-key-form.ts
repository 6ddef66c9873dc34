import { useForm, type UseFormReturnType } from '@mantine/form';
import { type RefObject, useState } from 'react';
import type { Refusal } from '../../api/outcome';
import { useFocusRefusal } from '../../parts/use-focus-refusal';
import { formFaults } from './form-faults';
import { KEY_FIELDS, type KeyValues } from './key-values';

export interface KeyFormState {
  readonly form: UseFormReturnType<KeyValues>;
  /** What no field of the form is to blame for. */
  readonly refusal: Refusal | null;
  readonly formRef: RefObject<HTMLFormElement | null>;
  /** As they are sent, and as the form then shows them: faults name entries of lists by their place. */
  readonly tidied: () => KeyValues;
  /** Null: it was not refused. */
  readonly show: (refusal: Refusal | null) => void;
}

/** `others`: fields beside the key's own, whose faults the form keeps too. */
export function useKeyForm(initialValues: KeyValues, others: readonly string[] = []): KeyFormState {
  const form = useForm<KeyValues>({ initialValues });
  const fields = [...KEY_FIELDS, ...others];
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const formRef = useFocusRefusal<HTMLFormElement>(refusal);

  function tidied(): KeyValues {
    const values = form.getValues();
    const tidy = { ...values, allowedIps: values.allowedIps.map((entry) => entry.trim()).filter(Boolean) };
    form.setValues(tidy);
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
