import { Alert, Stack } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useAccount } from '../accounts/account-context';
import { type Refusal, refusalOf } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import { GrantRoleDocument, UsableRolesDocument, type UserPartsFragment } from '../gql/graphql';
import { DialogModal } from '../parts/dialog-modal';
import { FormButtons } from '../parts/form-buttons';
import { Loading } from '../parts/loading';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { useFocusBack } from '../parts/use-focus-back';
import { PlaceSelect } from './place-select';
import { useReasons } from './reasons';
import { RoleChoice } from './role-choice';

/** A role for a user, on their own account or on one below it. */
export function GrantToUserDialog({
  user,
  onClose,
}: {
  readonly user: UserPartsFragment;
  readonly onClose: () => void;
}): ReactNode {
  useFocusBack();
  const { t } = useTranslation('people');
  const reasons = useReasons();
  const here = useAccount();
  const home = user.account ?? here;
  const [place, setPlace] = useState<{ readonly id: string; readonly name: string }>(home);
  const [roleId, setRoleId] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { run, busy } = useMutate(GrantRoleDocument);
  const [{ data, error, fetching }] = useQuery({ query: UsableRolesDocument, variables: { id: place.id } });
  const account = data?.account?.id === place.id ? data.account : null;
  const roles = account?.usableRoles ?? [];
  const role = roles.find(({ id }) => id === roleId);
  const forbidden = account && reasons.takes('ModifyRole', account.viewerPermissions);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!role) return;
    const outcome = await run({ input: { userId: user.id, accountId: place.id, roleId: role.id } });
    setRefusal(outcome.refusal);
    if (outcome.refusal) return;
    notifyDone(t('granted', { user: user.name, role: role.name, account: place.name }));
    onClose();
  }

  return (
    <DialogModal title={t('grantTo', { name: user.name })} holdsInput onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          <PlaceSelect
            top={{ id: home.id, name: home.name }}
            value={place}
            onChange={(next) => {
              setPlace(next);
              setRefusal(null);
            }}
          />
          {!account && fetching && <Loading />}
          {!account && !fetching && <Problem refusal={refusalOf(error)} />}
          {forbidden && <Alert color="gray">{forbidden}</Alert>}
          {account && !forbidden && (
            <RoleChoice roles={roles} held={account.viewerPermissions} value={roleId} onChange={setRoleId} />
          )}
          <FormButtons verb={t('grantRole')} busy={busy} disabled={!role || forbidden !== null} onClose={onClose} />
        </Stack>
      </form>
    </DialogModal>
  );
}
