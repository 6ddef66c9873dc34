import { Checkbox, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { useMutate } from '../api/use-mutate';
import { places } from '../app/places';
import { DeleteRoleDocument, type RolePartsFragment } from '../gql/graphql';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { notifyDone } from '../parts/notify';
import { useFocusBack } from '../parts/use-focus-back';

/** A role that somebody has goes only with its grants: that is ticked, or the service says how many there are. */
export function DeleteRoleDialog({
  role,
  grantsHere,
  onClose,
}: {
  readonly role: RolePartsFragment;
  readonly grantsHere: number;
  readonly onClose: () => void;
}): ReactNode {
  useFocusBack();
  const { t } = useTranslation('people');
  const account = useAccount();
  const [, go] = useLocation();
  const [cascade, setCascade] = useState(false);
  const { run } = useMutate(DeleteRoleDocument);
  return (
    <ConfirmDialog
      opened
      danger
      onClose={onClose}
      title={t('deleteRole', { name: role.name })}
      verb={t('delete')}
      typed={role.name}
      onConfirm={async () => {
        const { success, refusal } = await run({ input: { roleId: role.id, cascade } });
        if (success) {
          notifyDone(t('roleDeleted', { name: role.name, count: success.removedGrants }));
          go(places.account(account.id, 'roles'));
        }
        return refusal;
      }}
    >
      <Text size="sm">{t('deleteRoleHelp', { account: account.name, count: grantsHere })}</Text>
      <Checkbox
        label={t('withGrants')}
        checked={cascade}
        onChange={(event) => setCascade(event.currentTarget.checked)}
      />
    </ConfirmDialog>
  );
}
