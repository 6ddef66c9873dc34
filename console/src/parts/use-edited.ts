import { useForm, type UseFormInput, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { faultsByField, type Refusal } from '../api/outcome';
import { changesOf, isSame, rebased } from './rebase';

/** What somebody else changed since the form was filled, and the two ways to go on. */
export interface Meanwhile<Values> {
  readonly fields: readonly (keyof Values & string)[];
  readonly now: Values;
  readonly mine: Values;
  readonly takeOver: () => void;
  readonly keep: () => void;
}

export interface Edited<Values extends object> {
  readonly form: UseFormReturnType<Values>;
  /** What one changed, and the version on which: an update takes both. */
  readonly changes: () => Partial<Values>;
  readonly version: number;
  /** Puts faults at their fields. */
  readonly refuse: (refusal: Refusal | null) => void;
  /** What is wrong with no field of the form's. */
  readonly refusal: Refusal | null;
  /** Null: nobody else changed it meanwhile. */
  readonly meanwhile: Meanwhile<Values> | null;
}

/**
 * A form over an object that others may change too. `live` is the object as it was last read; a refused update has it
 * read anew. `valuesOf` gives the form's values of it.
 */
export function useEdited<Live extends { readonly version: number }, Values extends Record<string, unknown>>(
  live: Live,
  valuesOf: (of: Live) => Values,
  validate: UseFormInput<Values>['validate'] = {},
): Edited<Values> {
  const [base, setBase] = useState(live);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useForm<Values>({ initialValues: valuesOf(live), validate });
  const [before, now] = [valuesOf(base), valuesOf(live)];

  function goOnWith(values: Values): void {
    form.setValues(values);
    form.clearErrors();
    setRefusal(null);
    setBase(live);
  }

  const isBehind = live.version !== base.version;
  return {
    form,
    changes: () => changesOf(form.getValues(), before),
    version: base.version,
    refuse(refused) {
      const { atFields, rest } = refused ? faultsByField(refused, Object.keys(before)) : { atFields: {}, rest: null };
      form.setErrors(atFields);
      setRefusal(rest);
    },
    // Which version was read says nothing to people: what changed does.
    refusal: isBehind ? null : refusal,
    meanwhile: isBehind
      ? {
          fields: Object.keys(before).filter((field) => !isSame(before[field], now[field])),
          now,
          mine: form.getValues(),
          takeOver: () => goOnWith(now),
          keep: () => goOnWith(rebased(form.getValues(), before, now)),
        }
      : null,
  };
}
