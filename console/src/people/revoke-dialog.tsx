import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutate } from '../api/use-mutate';
import { RevokeGrantDocument, type GrantPartsFragment } from '../gql/graphql';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { notifyDone } from '../parts/notify';
import { useFocusBack } from '../parts/use-focus-back';

export function RevokeDialog({
  grant,
  userName,
  onClose,
}: {
  readonly grant: GrantPartsFragment;
  readonly userName: string;
  readonly onClose: () => void;
}): ReactNode {
  useFocusBack();
  const { t } = useTranslation('people');
  const { run } = useMutate(RevokeGrantDocument);
  const told = {
    user: userName,
    role: grant.role?.name ?? t('hiddenRole'),
    account: grant.account?.name ?? t('hiddenAccount'),
  };
  return (
    <ConfirmDialog
      opened
      danger
      onClose={onClose}
      title={t('revokeTitle', told)}
      verb={t('revoke')}
      onConfirm={async () => {
        const { refusal } = await run({ input: { grantId: grant.id } });
        if (!refusal) notifyDone(t('revoked', told));
        return refusal;
      }}
    >
      <Text size="sm">{t('revokeHelp', told)}</Text>
    </ConfirmDialog>
  );
}
