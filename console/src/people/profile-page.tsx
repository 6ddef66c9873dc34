import { SimpleGrid, Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useViewAs } from '../api/view-as';
import { useViewer } from '../app/viewer';
import { ProfileDocument } from '../gql/graphql';
import { Fact, Facts } from '../parts/facts';
import { Section } from '../parts/section';
import { When } from '../parts/when';
import { ChangePassword } from './change-password';
import { Choices } from './choices';
import { EndOwnSessions } from './end-own-sessions';
import { OwnPermissions } from './own-permissions';

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
          <Section framed title={t('whoYouAre')}>
            <Facts>
              <Fact name={t('name')}>{user?.name}</Fact>
              <Fact name={t('displayName')}>{user?.displayName ?? '–'}</Fact>
              <Fact name={t('email')}>{details?.email ?? '–'}</Fact>
              <Fact name={t('account')}>{home.name}</Fact>
              <Fact name={t('created')}>
                <When at={details?.createdAt} />
              </Fact>
            </Facts>
          </Section>
          <Section framed title={t('look')}>
            <Choices />
          </Section>
          {isOneself && (
            <>
              <Section framed title={t('password')}>
                <ChangePassword />
              </Section>
              <Section framed title={t('sessions')}>
                <EndOwnSessions />
              </Section>
            </>
          )}
        </Stack>
        <Section framed title={t('youHold')}>
          <OwnPermissions />
        </Section>
      </SimpleGrid>
    </Stack>
  );
}
