import { SimpleGrid, Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useViewAs } from '../api/view-as';
import { useViewer } from '../app/viewer';
import { ProfileDocument } from '../gql/graphql';
import { When } from '../parts/when';
import { ChangePassword } from './change-password';
import { Choices } from './choices';
import { EndOwnSessions } from './end-own-sessions';
import { Facts } from './facts';
import { OwnPermissions } from './own-permissions';
import { Section } from './section';

/** Who one is, what one may do where, and what only oneself can change of that: in a preview that is somebody else. */
export default function ProfilePage(): ReactNode {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { user, home } = useViewer();
  const isOneself = useViewAs().viewed === null;
  const [{ data }] = useQuery({ query: ProfileDocument });
  const details = data?.viewer?.user;
  useDocumentTitle(`${common('profile')} · Keytree`);
  return (
    <Stack>
      <Title order={1} size="h2">
        {common('profile')}
      </Title>
      <SimpleGrid cols={{ base: 1, xl: 2 }} style={{ alignItems: 'start' }}>
        <Stack>
          <Section title={t('whoYouAre')}>
            <Facts
              facts={[
                [t('name'), user?.name],
                [t('displayName'), user?.displayName ?? '–'],
                [t('email'), details?.email ?? '–'],
                [t('account'), home.name],
                [t('created'), <When key="created" at={details?.createdAt} />],
              ]}
            />
          </Section>
          <Section title={t('look')}>
            <Choices />
          </Section>
          {isOneself && (
            <>
              <Section title={t('password')}>
                <ChangePassword />
              </Section>
              <Section title={t('sessions')}>
                <EndOwnSessions />
              </Section>
            </>
          )}
        </Stack>
        <Section title={t('youHold')}>
          <OwnPermissions />
        </Section>
      </SimpleGrid>
    </Stack>
  );
}
