import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { AccountBelowDocument, ResumeAccountDocument, SuspendAccountDocument } from '../../gql/graphql';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { notifyDone } from '../../parts/notify';
import type { AccountDialogProps } from './account-dialog-props';

/** Suspends, or takes the account's own suspension back. */
export default function SuspendAccountDialog({ account, onClose }: AccountDialogProps): ReactNode {
  const { t } = useTranslation('accounts');
  const suspend = useMutate(SuspendAccountDocument);
  const resume = useMutate(ResumeAccountDocument);
  const [{ data }] = useQuery({
    query: AccountBelowDocument,
    variables: { id: account.id, withUsers: false, withKeys: false },
  });
  const below = data?.accounts?.totalCount ?? 0;
  const doing = account.status === 'ACTIVE' ? 'suspend' : 'resume';
  const staysSuspended = doing === 'resume' && account.line.length > 1;

  async function confirm(): Promise<Refusal | null> {
    const { run } = doing === 'suspend' ? suspend : resume;
    const { refusal } = await run({ input: { accountId: account.id, version: account.version } });
    if (!refusal) notifyDone(t(`${doing}.done`, { name: account.name }));
    return refusal;
  }

  return (
    <ConfirmDialog
      opened
      title={t(`${doing}.title`, { name: account.name })}
      verb={t(`${doing}.verb`)}
      danger={doing === 'suspend'}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="xs">
        <Text size="sm">{t(`${doing}.help`)}</Text>
        {below > 0 && <Text size="sm">{t(`${doing}.below`, { count: below })}</Text>}
        {staysSuspended && <Text size="sm">{t('resume.above')}</Text>}
      </Stack>
    </ConfirmDialog>
  );
}
