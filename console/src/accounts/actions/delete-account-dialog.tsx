import { Alert, Checkbox, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useLocation } from 'wouter';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { places } from '../../app/places';
import { AccountBelowDocument, DeleteAccountDocument } from '../../gql/graphql';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { notifyDone } from '../../parts/notify';
import type { AccountDialogProps } from './account-dialog-props';

export default function DeleteAccountDialog({ account, onClose }: AccountDialogProps): ReactNode {
  const { t } = useTranslation('accounts');
  const [, go] = useLocation();
  const { run } = useMutate(DeleteAccountDocument);
  const [cascade, setCascade] = useState(false);
  const [{ data }] = useQuery({
    query: AccountBelowDocument,
    variables: {
      id: account.id,
      withUsers: account.viewerCanViewUsers,
      withKeys: account.viewerPermissions.includes('ViewApiKey'),
    },
    requestPolicy: 'network-only',
  });
  const below = data?.accounts?.totalCount ?? 0;
  const keys = data?.account?.apiKeys?.totalCount;
  const users = data?.account?.users?.totalCount;

  async function confirm(): Promise<Refusal | null> {
    const { success, refusal } = await run({ input: { accountId: account.id, version: account.version, cascade } });
    if (refusal) return refusal;
    notifyDone(
      [
        t('delete.done', { name: account.name }),
        t('delete.goneAccounts', { count: success.accounts }),
        t('delete.goneKeys', { count: success.apiKeys }),
        t('delete.goneUsers', { count: success.users }),
      ].join(' '),
    );
    const parent = account.line.at(-2)?.id;
    go(parent ? places.account(parent) : '/');
    return null;
  }

  return (
    <ConfirmDialog
      opened
      danger
      title={t('delete.title', { name: account.name })}
      verb={t('delete.verb')}
      typed={account.name}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Alert color="red" icon={<IconAlertTriangle />} title={t('delete.forGood')}>
        <Text size="sm">{t('delete.help')}</Text>
        <List size="sm" mt="xs">
          {below > 0 && <List.Item>{t('delete.accounts', { count: below })}</List.Item>}
          {keys !== undefined && (
            <List.Item>
              {below > 0 ? t('delete.keysAndBelow', { count: keys }) : t('delete.keys', { count: keys })}
            </List.Item>
          )}
          {users !== undefined && <List.Item>{t('delete.users', { count: users })}</List.Item>}
          <List.Item>{t('delete.rest')}</List.Item>
        </List>
      </Alert>
      {below > 0 && (
        <Checkbox
          required
          label={t('delete.cascade', { count: below })}
          checked={cascade}
          onChange={(event) => setCascade(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  );
}
