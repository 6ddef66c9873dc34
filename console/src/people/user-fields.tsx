import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export const USER_FIELDS = ['name', 'displayName', 'email'] as const;

type UserField = (typeof USER_FIELDS)[number];
export type UserForm = Record<UserField, string>;

/** What is typed of a user, alike where one is made and where one is changed. */
export function UserFields({ form }: { readonly form: UseFormReturnType<UserForm> }): ReactNode {
  const { t } = useTranslation('people');
  return (
    <>
      <TextInput
        label={t('name')}
        description={t('nameHelp')}
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <TextInput label={t('displayName')} autoComplete="off" {...form.getInputProps('displayName')} />
      <TextInput label={t('email')} type="email" autoComplete="off" {...form.getInputProps('email')} />
    </>
  );
}
