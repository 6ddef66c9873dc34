import { Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type Refusal, refusalOf } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import {
  ActivateApiKeysDocument,
  type BulkKeyOutcomesFragment,
  DeactivateApiKeysDocument,
  DeleteApiKeysDocument,
  KeyNamesDocument,
} from '../../gql/graphql';
import { ConfirmForm } from '../../parts/confirm-dialog';
import { Loading } from '../../parts/loading';
import { Problem } from '../../parts/problem';
import { useFocusBack } from '../../parts/use-focus-back';
import { BulkKeyList, type NamedKey } from './bulk-key-list';
import { type BulkAction, BulkOutcome } from './bulk-outcome';
import { DialogModal } from '../../parts/dialog-modal';

const DOCUMENTS = {
  activate: ActivateApiKeysDocument,
  deactivate: DeactivateApiKeysDocument,
  delete: DeleteApiKeysDocument,
};

/** What the service takes at once. */
const MOST = 100;

export function BulkKeysDialog({
  action,
  keyIds,
  onClose,
}: {
  readonly action: BulkAction;
  readonly keyIds: readonly string[];
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  useFocusBack();
  // What is selected behind it may change by what is done here: the dialog is about what it was opened for.
  const [ids] = useState([...keyIds]);
  const [names, setNames] = useState<readonly NamedKey[]>([]);
  const [results, setResults] = useState<BulkKeyOutcomesFragment['results'] | null>(null);
  const count = ids.length;
  return (
    <DialogModal
      title={results ? t('dialog.bulk.outcome') : t(`dialog.bulk.${action}.title`, { count })}
      onClose={onClose}
    >
      {count > MOST && <Text>{t('dialog.bulk.tooMany', { most: MOST })}</Text>}
      {count <= MOST && !results && (
        <Asking
          action={action}
          ids={ids}
          onDone={(done, keys) => {
            setNames(keys);
            setResults(done);
          }}
          onClose={onClose}
        />
      )}
      {results && <BulkOutcome action={action} results={results} keys={names} onClose={onClose} />}
    </DialogModal>
  );
}

function Asking({
  action,
  ids,
  onDone,
  onClose,
}: {
  readonly action: BulkAction;
  readonly ids: string[];
  readonly onDone: (results: BulkKeyOutcomesFragment['results'], keys: readonly NamedKey[]) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const { run } = useMutate(DOCUMENTS[action]);
  const [{ data, error, fetching }, ask] = useQuery({
    query: KeyNamesDocument,
    variables: { ids },
    requestPolicy: 'network-only',
  });
  const keys = data?.nodes?.flatMap((node) => (node?.__typename === 'ApiKey' ? [node] : []));

  if (!keys && fetching) return <Loading />;
  if (!keys) return <Problem refusal={refusalOf(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />;

  async function change(named: readonly NamedKey[]): Promise<Refusal | null> {
    const { success, refusal } = await run({ input: { keyIds: ids, atomic: false } });
    if (success) onDone(success.results, named);
    return refusal;
  }

  return (
    <ConfirmForm
      verb={t(`dialog.bulk.${action}.verb`)}
      danger={action !== 'activate'}
      {...(action === 'delete' && { typed: String(ids.length) })}
      onConfirm={() => change(keys)}
      onDone={() => undefined}
      onClose={onClose}
    >
      <Text size="sm">{t(`dialog.bulk.${action}.help`)}</Text>
      <BulkKeyList keys={keys} showsUse={action !== 'activate'} />
    </ConfirmForm>
  );
}
