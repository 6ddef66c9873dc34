import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconLock, IconMapOff, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../api/outcome';
import { kindOf, type RefusalKind, useRefusalText } from './refusal-text';

const KINDS = {
  NETWORK: { icon: <IconPlugConnectedX />, color: 'orange' },
  TIMEOUT: { icon: <IconPlugConnectedX />, color: 'orange' },
  FORBIDDEN: { icon: <IconLock />, color: 'gray' },
  NOT_FOUND: { icon: <IconMapOff />, color: 'gray' },
  PREVIEW: { icon: <IconEye />, color: 'yellow' },
  OTHER: { icon: <IconAlertTriangle />, color: 'red' },
} as const satisfies Record<RefusalKind, object>;

/** Why something is not shown, or was not done, and what to do about it. */
export function Problem({
  refusal,
  onRetry,
}: {
  readonly refusal: Refusal;
  readonly onRetry?: (() => void) | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const textOf = useRefusalText();
  const kind = kindOf(refusal);
  return (
    <Alert {...KINDS[kind]} title={t(`problem.${kind}`)} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{textOf(refusal)}</Text>
        {refusal.retryAfterSeconds !== undefined && (
          <Text size="sm">{t('problem.retryAfter', { count: refusal.retryAfterSeconds })}</Text>
        )}
        {onRetry && (
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('tryAgain')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
