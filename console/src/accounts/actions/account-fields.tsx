import { TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LifetimeField } from './lifetime-field';
import { LIFETIME_NAMES, type OwnLifetimes } from './lifetimes';

/** Empty external id: none. A type, since forms take what has an index. */
export type AccountForm = {
  name: string;
  externalId: string;
  domains: string[];
} & OwnLifetimes;

type Form = UseFormReturnType<AccountForm>;

export function NameField({ form }: { readonly form: Form }): ReactNode {
  const { t } = useTranslation('accounts');
  return (
    <TextInput
      label={t('field.name')}
      required
      maxLength={200}
      autoComplete="off"
      data-autofocus
      {...form.getInputProps('name')}
    />
  );
}

/** What belongs to whoever governs the account. */
export function GovernedFields({ form }: { readonly form: Form }): ReactNode {
  const { t } = useTranslation('accounts');
  return (
    <>
      <TextInput
        label={t('field.externalId')}
        description={t('field.externalIdHelp')}
        autoComplete="off"
        {...form.getInputProps('externalId')}
      />
      <TagsInput
        label={t('field.domains')}
        description={t('field.domainsHelp')}
        splitChars={[',', ' ', ';']}
        {...form.getInputProps('domains')}
      />
    </>
  );
}

/** `inherited`: what holds for those that stay empty, as far as it is known. */
export function LifetimeFields({
  form,
  inherited,
}: {
  readonly form: Form;
  readonly inherited: Partial<OwnLifetimes>;
}): ReactNode {
  return LIFETIME_NAMES.map((name) => {
    const { value, error, onChange } = form.getInputProps(name) as {
      value: number | null;
      error?: ReactNode;
      onChange: (seconds: number | null) => void;
    };
    return (
      <LifetimeField
        key={name}
        name={name}
        value={value}
        inherited={inherited[name] ?? null}
        error={error}
        onChange={onChange}
      />
    );
  });
}
