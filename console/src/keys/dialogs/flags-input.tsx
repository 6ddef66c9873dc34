import { Fieldset, Stack, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FLAGS, type KeyValues } from './key-values';
import { RiskNotes } from './risk-notes';

export function FlagsInput({ form }: { readonly form: UseFormReturnType<KeyValues> }): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <Fieldset legend={t('dialog.form.flags')}>
      <Stack gap="sm">
        {FLAGS.map((flag) => (
          <Switch
            key={flag}
            label={t(`flag.${flag}.name`)}
            description={t(`dialog.flagHelp.${flag}`)}
            {...form.getInputProps(flag, { type: 'checkbox' })}
          />
        ))}
      </Stack>
      <RiskNotes values={form.values} />
    </Fieldset>
  );
}
