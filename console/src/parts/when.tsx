import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { textColor } from './text-color';
import { inFull, inWords, isJustNow } from './time';

/** An instant in words, and in full for who points at it. Nothing there: a dash. */
export function When({ at }: { readonly at: string | null | undefined }): ReactNode {
  const { t, i18n } = useTranslation();
  if (!at)
    return (
      <Text span inherit c="dimmed" aria-label={t('never')}>
        –
      </Text>
    );
  const date = new Date(at);
  const now = new Date();
  return (
    <time dateTime={at} title={inFull(date)}>
      {isJustNow(date, now) ? t('justNow') : inWords(date, now, i18n.language)}
    </time>
  );
}

/** Until when something works: "in 12 days"; what is near stands out. */
export function Expiry({ at }: { readonly at: string | null | undefined }): ReactNode {
  const { t } = useTranslation();
  if (!at)
    return (
      <Text span inherit c="dimmed">
        {t('never')}
      </Text>
    );
  const days = (Date.parse(at) - Date.now()) / 86_400_000;
  return (
    <Text
      span
      inherit
      c={days < 0 ? textColor('red') : days < 30 ? textColor('orange') : undefined}
      fw={days < 30 ? 600 : undefined}
    >
      <When at={at} />
    </Text>
  );
}
