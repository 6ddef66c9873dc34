import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { inWords } from '../../parts/time';
import { daysAfter, fromLocalTime, toLocalTime } from './local-time';

const CHOICES = [30, 90, 365] as const;

export function ExpiryInput({
  value,
  error,
  onChange,
}: {
  /** Of the browser's field; empty: never. */
  readonly value: string;
  readonly error?: ReactNode;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t, i18n } = useTranslation('keys');
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const now = new Date();
  const at = value === '' ? null : fromLocalTime(value);
  return (
    <Stack gap="xs">
      <TextInput
        type="datetime-local"
        label={t('dialog.form.expiresAt')}
        description={
          at === null
            ? t('dialog.expiry.never', { timeZone })
            : t(at < now ? 'dialog.expiry.passed' : 'dialog.expiry.at', {
                when: inWords(at, now, i18n.language),
                timeZone,
              })
        }
        max="9999-12-31T23:59"
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group gap="xs">
        {CHOICES.map((days) => (
          <Button
            key={days}
            size="compact-sm"
            variant="default"
            onClick={() => onChange(toLocalTime(daysAfter(new Date(), days)))}
          >
            {t(`dialog.expiry.in.${days}`)}
          </Button>
        ))}
        <Button size="compact-sm" variant="default" disabled={value === ''} onClick={() => onChange('')}>
          {t('dialog.expiry.choose.never')}
        </Button>
      </Group>
    </Stack>
  );
}
