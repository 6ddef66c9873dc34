import { Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientType, TemplateFragment } from '../../gql/graphql';
import { SecretInput } from '../../parts/secret-input';

export const FLAGS = [
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
] as const;

const CLIENT_TYPES = ['GENERAL', 'CLIENT', 'CHROME', 'EDGE', 'EMBEDDED'] as const satisfies readonly ClientType[];

/** `value`: a new fixed value; empty: as it is. A type, since forms take what has an index. */
export type TemplateForm = {
  name: string;
  description: string;
  clientType: ClientType;
  active: boolean;
  value: string;
  clearValue: boolean;
} & Record<(typeof FLAGS)[number], boolean>;

export function templateForm(of: TemplateFragment | null): TemplateForm {
  return {
    name: of?.name ?? '',
    description: of?.description ?? '',
    clientType: of?.clientType ?? 'GENERAL',
    active: of?.active ?? true,
    fullApiAccess: of?.fullApiAccess ?? false,
    allowUnauthenticatedRequests: of?.allowUnauthenticatedRequests ?? false,
    allowUntrustedEndpoints: of?.allowUntrustedEndpoints ?? false,
    automaticEndpointTrust: of?.automaticEndpointTrust ?? false,
    value: '',
    clearValue: false,
  };
}

/** What of the form the service takes, of all or of what was changed. */
export function templateInput({ description, value, clearValue, ...rest }: Partial<TemplateForm>): object {
  return {
    ...rest,
    ...(description !== undefined && { description: description.trim() || null }),
    ...(value !== undefined && value !== '' && { value }),
    ...(clearValue === true && { value: null }),
  };
}

export function TemplateFields({
  form,
  hint,
}: {
  readonly form: UseFormReturnType<TemplateForm>;
  /** Of the value that is fixed now. */
  readonly hint: string | null;
}): ReactNode {
  const { t } = useTranslation(['accounts', 'session']);
  const clears = form.getValues().clearValue;
  return (
    <>
      <TextInput
        label={t('template.name')}
        required
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Textarea label={t('template.description')} autosize {...form.getInputProps('description')} />
      <NativeSelect
        label={t('template.clientType')}
        data={CLIENT_TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }))}
        {...form.getInputProps('clientType')}
      />
      <Stack gap="xs">
        <Checkbox
          label={t('template.active')}
          description={t('template.activeHelp')}
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
        {FLAGS.map((flag) => (
          <Checkbox
            key={flag}
            label={t(`flag.${flag}`)}
            description={t(`flag.${flag}Help`)}
            {...form.getInputProps(flag, { type: 'checkbox' })}
          />
        ))}
      </Stack>
      <SecretInput
        label={t('template.value')}
        description={hint === null ? t('template.valueHelp') : t('template.valueKept', { hint })}
        disabled={clears}
        {...form.getInputProps('value')}
      />
      {hint !== null && (
        <Checkbox label={t('template.clearValue')} {...form.getInputProps('clearValue', { type: 'checkbox' })} />
      )}
    </>
  );
}
