import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { refusalOf } from '../../api/outcome';
import { KeyToEditDocument } from '../../gql/graphql';
import { Loading } from '../../parts/loading';
import { Problem } from '../../parts/problem';
import { useFocusBack } from '../../parts/use-focus-back';
import { DialogModal } from '../../parts/dialog-modal';
import { EditKeyForm } from './edit-key-form';

export function EditKeyDialog({ keyId, onClose }: { readonly keyId: string; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('keys');
  useFocusBack();
  const [{ data, error, fetching }, ask] = useQuery({
    query: KeyToEditDocument,
    variables: { id: keyId },
    requestPolicy: 'network-only',
  });
  const key = data?.node?.__typename === 'ApiKey' ? data.node : null;
  return (
    <DialogModal
      title={key ? t('dialog.edit.title', { name: key.name }) : t('dialog.key')}
      holdsInput
      onClose={onClose}
    >
      {/* An inherited key of an account that one may not see is shown without its version and much else. */}
      {key && (!key.viewerCanUpdate || key.version === null) && (
        <Alert color="gray" icon={<IconLock />}>
          {t('dialog.edit.notYours')}
        </Alert>
      )}
      {key && key.viewerCanUpdate && key.version !== null && (
        <EditKeyForm first={key} held={key.account?.viewerPermissions ?? []} onClose={onClose} />
      )}
      {!key && fetching && <Loading />}
      {!key && !fetching && (
        <Problem
          refusal={error ? refusalOf(error) : { code: 'NOT_FOUND', message: '', faults: [] }}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
    </DialogModal>
  );
}
