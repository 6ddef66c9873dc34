import { Badge, Group, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyRowFragment } from '../gql/graphql';
import { FLAGS } from './effective-key';

/** What the key may do beyond the plain; each says in full what it means to who points at it. */
export function KeyFlags({ apiKey }: { readonly apiKey: KeyRowFragment }): ReactNode {
  const { t } = useTranslation('keys');
  const set = FLAGS.filter((flag) => apiKey[flag]);
  if (set.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t('flag.none')}
      </Text>
    );
  }
  return (
    <Group gap={4}>
      {set.map((flag) => (
        <Tooltip key={flag} label={t(`flag.${flag}.meaning`)} multiline maw={300}>
          <Badge
            variant="outline"
            color={flag === 'fullApiAccess' ? 'orange' : 'gray'}
            size="sm"
            tt="none"
            className="whole"
          >
            {t(`flag.${flag}.name`)}
          </Badge>
        </Tooltip>
      ))}
    </Group>
  );
}
