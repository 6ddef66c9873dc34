import { Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** From where the key works; empty is everywhere, null what the viewer may not see. */
export function AllowedIps({ ranges }: { readonly ranges: readonly string[] | null | undefined }): ReactNode {
  const { t } = useTranslation('keys');
  if (!ranges) {
    return (
      <Text size="xs" c="dimmed">
        {t('notShown')}
      </Text>
    );
  }
  const [first, ...others] = ranges;
  if (first === undefined) {
    return (
      <Text size="xs" c="dimmed">
        {t('everywhere')}
      </Text>
    );
  }
  return (
    <Tooltip label={ranges.join(', ')} multiline maw={320} disabled={others.length === 0}>
      <Text size="xs" className="mono">
        {first}
        {others.length > 0 && ` ${t('andMore', { count: others.length })}`}
      </Text>
    </Tooltip>
  );
}
