import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { refusalOf } from '../../api/outcome';
import { KeyWithImpactDocument, type KeyWithImpactFragment } from '../../gql/graphql';
import { Loading } from '../../parts/loading';
import { Problem } from '../../parts/problem';
import { DialogModal } from '../../parts/dialog-modal';

/** What is about one key and shows who uses it: read anew each time, since it says what a change would break. */
export function KeyModal({
  keyId,
  titleOf,
  holdsInput = false,
  onClose,
  children,
}: {
  readonly keyId: string;
  readonly titleOf: (name: string) => string;
  readonly holdsInput?: boolean;
  readonly onClose: () => void;
  readonly children: (key: KeyWithImpactFragment) => ReactNode;
}): ReactNode {
  const { t } = useTranslation('keys');
  const [{ data, error, fetching }, ask] = useQuery({
    query: KeyWithImpactDocument,
    variables: { id: keyId },
    requestPolicy: 'network-only',
  });
  const key = data?.node?.__typename === 'ApiKey' ? data.node : null;
  return (
    <DialogModal title={key ? titleOf(key.name) : t('dialog.key')} holdsInput={holdsInput} onClose={onClose}>
      {key && children(key)}
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
