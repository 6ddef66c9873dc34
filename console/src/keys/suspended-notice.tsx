import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { type ReactNode, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { useDialogs } from '../accounts/use-dialogs';
import { places } from '../app/places';
import { SuspendedOnLineDocument } from '../gql/graphql';

const ResumeDialog = lazy(() => import('../accounts/actions/suspend-account-dialog'));

/** Why nothing opens the account, and the way to mend it. */
export function SuspendedNotice(): ReactNode {
  const { t } = useTranslation('keys');
  const account = useAccount();
  return (
    <Alert color="red" icon={<IconPlayerPause />} title={t('summary.suspended', { name: account.name })}>
      {account.status === 'SUSPENDED' ? <Itself /> : <Above />}
    </Alert>
  );
}

function Itself(): ReactNode {
  const { t } = useTranslation('keys');
  const account = useAccount();
  const dialogs = useDialogs<'resume'>();
  // Nobody governs an account without seeing its parent.
  const mayResume = account.viewerCanGovern && account.line.length > 1;
  return (
    <Stack gap="xs" align="flex-start">
      {t('summary.suspendedItself')}
      {mayResume && (
        <Button size="xs" variant="default" onClick={() => dialogs.show('resume')}>
          {t('summary.resume')}
        </Button>
      )}
      {dialogs.shown && (
        <Suspense>
          <ResumeDialog account={account} onClose={dialogs.close} />
        </Suspense>
      )}
    </Stack>
  );
}

/** With those above that are suspended, as far as the viewer sees them. */
function Above(): ReactNode {
  const { t } = useTranslation('keys');
  const { id: own, line } = useAccount();
  const ids = line.flatMap(({ id }) => (id && id !== own ? [id] : []));
  const [{ data }] = useQuery({ query: SuspendedOnLineDocument, variables: { ids }, pause: ids.length === 0 });
  const suspended = data?.nodes?.flatMap((node) =>
    node?.__typename === 'Account' && node.status === 'SUSPENDED' ? [node] : [],
  );
  return (
    <>
      {t('summary.suspendedAbove')}
      {suspended?.map(({ id, name }) => (
        <Text key={id} size="sm">
          <Anchor component={Link} href={places.account(id)} inherit underline="always">
            {t('summary.toSuspended', { name })}
          </Anchor>
        </Text>
      ))}
    </>
  );
}
