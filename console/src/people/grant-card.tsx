import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GrantPartsFragment } from '../gql/graphql';
import { When } from '../parts/when';
import { useReasons } from './reasons';
import { RevokeButton } from './revoke-button';
import { usePermissionWords } from './use-permission-words';

export type GrantOfUser = GrantPartsFragment;

/** One role that a user has: where it holds and what it gives. */
export function GrantCard({
  grant,
  number,
  onRevoke,
}: {
  readonly grant: GrantOfUser;
  readonly number: number;
  readonly onRevoke: () => void;
}): ReactNode {
  const { t } = useTranslation('people');
  const words = usePermissionWords();
  const reasons = useReasons();
  const { role, account, createdAt } = grant;
  const held = account?.viewerPermissions ?? [];
  const reason = reasons.takes('ModifyRole', held) ?? reasons.givesMore(role?.permissions ?? [], held);
  const name = role?.name ?? t('hiddenRole');
  const where = account?.name ?? t('hiddenAccount');
  return (
    <Paper component="li" withBorder p="sm" aria-label={t('roleOn', { role: name, account: where })}>
      <Group align="flex-start" justify="space-between" wrap="nowrap">
        <Group align="flex-start" gap="sm" wrap="nowrap">
          <Badge variant="default" circle flex="none" aria-label={t('grantNumber', { number })} role="img">
            {number}
          </Badge>
          <Stack gap={2}>
            <Text size="sm" fw={600} className="breaks">
              {name}
            </Text>
            <Text size="sm" className="breaks">
              {t('onAndBelow', { account: where })}
            </Text>
            <Text size="xs" c="dimmed">
              {words(role?.permissions ?? [])}
            </Text>
            <Text size="xs" c="dimmed">
              {t('given')} <When at={createdAt} />
            </Text>
          </Stack>
        </Group>
        <RevokeButton label={t('revokeOf', { role: name, account: where })} reason={reason} onClick={onRevoke} />
      </Group>
    </Paper>
  );
}
