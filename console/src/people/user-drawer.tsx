import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { refusalOf } from '../api/outcome';
import { UserDetailsDocument } from '../gql/graphql';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { SideDrawer } from '../parts/side-drawer';
import { UserDialogs, type UserDialog } from './user-dialogs';
import { UserView } from './user-view';

export function UserDrawer({
  userId,
  onClose,
}: {
  readonly userId: string | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('people');
  // Escape closes the dialog above it first.
  const [isCovered, setIsCovered] = useState(false);
  return (
    <SideDrawer opened={userId !== undefined} onClose={onClose} size="xl" title={t('user')} closeOnEscape={!isCovered}>
      {userId !== undefined && <UserPage key={userId} id={userId} onClose={onClose} onCovered={setIsCovered} />}
    </SideDrawer>
  );
}

function UserPage({
  id,
  onClose,
  onCovered,
}: {
  readonly id: string;
  readonly onClose: () => void;
  readonly onCovered: (isCovered: boolean) => void;
}): ReactNode {
  const [{ data, error, fetching }, ask] = useQuery({ query: UserDetailsDocument, variables: { id } });
  const [dialog, setDialog] = useState<UserDialog | null>(null);
  const user = data?.user;

  function open(next: UserDialog | null): void {
    setDialog(next);
    onCovered(next !== null);
  }

  if (!user && fetching) return <Loading />;
  if (!user) {
    const refusal = error ? refusalOf(error) : { code: 'NOT_FOUND', message: '', faults: [] };
    return <Problem refusal={refusal} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  }
  return (
    <>
      <UserView user={user} onDialog={open} onCovered={onCovered} />
      <UserDialogs user={user} dialog={dialog} onClose={() => open(null)} onDeleted={onClose} />
    </>
  );
}
