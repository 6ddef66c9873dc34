import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/use-pages';
import { accountsWith, useViewer } from '../app/viewer';
import { UserGrantsDocument, type UserPartsFragment } from '../gql/graphql';
import { ActionButton } from '../parts/action-button';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { GrantCard, type GrantOfUser } from './grant-card';
import { HeldGrid } from './permission-grid';
import { ALL_PERMISSIONS, sourcesOf } from './permissions';
import { useReasons } from './reasons';
import { RevokeDialog } from './revoke-dialog';

/** The grants of a user, counted, and what they come to together: each permission with the numbers of its grants. */
export function UserHolds({
  user,
  onGrant,
  onCovered,
}: {
  readonly user: UserPartsFragment;
  readonly onGrant: () => void;
  readonly onCovered: (isCovered: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('people');
  const reasons = useReasons();
  const viewer = useViewer();
  const [revoked, setRevoked] = useState<GrantOfUser | null>(null);
  const grants = usePages(
    UserGrantsDocument,
    { id: user.id },
    ({ user: found }) => found?.grants && { ...found.grants, rows: found.grants.nodes },
  );
  const sources = sourcesOf(grants.rows.map(({ role }) => ({ permissions: role?.permissions ?? [] })));
  const mayGrantSomewhere = accountsWith(viewer, 'ModifyRole').length > 0;

  function revoke(grant: GrantOfUser | null): void {
    setRevoked(grant);
    onCovered(grant !== null);
  }

  return (
    <Stack component="section" aria-label={t('holdsWhere')}>
      <Group justify="space-between">
        <Title order={3} size="h4">
          {t('holdsWhere')}
        </Title>
        <ActionButton
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          reason={mayGrantSomewhere ? null : reasons.takes('ModifyRole', [])}
          onClick={onGrant}
        >
          {t('grantRole')}
        </ActionButton>
      </Group>
      {grants.refusal && <Problem refusal={grants.refusal} onRetry={grants.reload} />}
      {grants.loading && grants.rows.length === 0 && <Loading />}
      {grants.totalCount === 0 && (
        <Text size="sm" c="dimmed">
          {t('holdsNothingYet', { name: user.name })}
        </Text>
      )}
      {grants.rows.length > 0 && (
        <>
          <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
            {grants.rows.map((grant, at) => (
              <GrantCard key={grant.id} grant={grant} number={at + 1} onRevoke={() => revoke(grant)} />
            ))}
          </Stack>
          {grants.hasMore && (
            <Button variant="default" size="xs" loading={grants.loading} onClick={grants.more}>
              {t('moreGrants')}
            </Button>
          )}
          <Title order={4} size="h5">
            {t('together')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('togetherHelp')}
          </Text>
          <HeldGrid label={t('together')} held={ALL_PERMISSIONS.filter((one) => sources.has(one))} sources={sources} />
        </>
      )}
      {revoked && <RevokeDialog grant={revoked} userName={user.name} onClose={() => revoke(null)} />}
    </Stack>
  );
}
