import { Badge, Group, List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyNamesQuery } from '../../gql/graphql';

export type NamedKey = Extract<
  NonNullable<NonNullable<KeyNamesQuery['nodes']>[number]>,
  { readonly __typename: 'ApiKey' }
>;

export function BulkKeyList({
  keys,
  showsUse,
}: {
  readonly keys: readonly NamedKey[];
  /** On how many accounts each was used lately. */
  readonly showsUse: boolean;
}): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <List listStyleType="none" spacing={6} aria-label={t('dialog.bulk.keys')}>
      {keys.map(({ id, name, hint, definedOn, impact }) => (
        <List.Item key={id}>
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {name}
            </Text>
            <Text size="xs" c="dimmed" className="mono">
              {hint}
            </Text>
            <Text size="xs">{t('dialog.bulk.definedOn', { account: definedOn.name })}</Text>
            {showsUse && impact && (
              <Badge color={impact.totalCount > 0 ? 'orange' : 'gray'} variant="light" tt="none">
                {impact.totalCount > 0
                  ? t('dialog.bulk.usedOn', { count: impact.totalCount })
                  : t('dialog.bulk.unused')}
              </Badge>
            )}
          </Group>
        </List.Item>
      ))}
    </List>
  );
}
