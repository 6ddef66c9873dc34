import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { refusalOf } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { type AccountToEditFragment, AccountToEditDocument, UpdateAccountDocument } from '../../gql/graphql';
import { EditedForm } from '../../parts/edited-form';
import { HoldingModal } from '../../parts/holding-modal';
import { Loading } from '../../parts/loading';
import { notifyDone } from '../../parts/notify';
import { Problem } from '../../parts/problem';
import { useEdited } from '../../parts/use-edited';
import type { AccountDialogProps } from './account-dialog-props';
import { type AccountForm, GovernedFields, LifetimeFields, NameField } from './account-fields';
import { durationInWords, LIFETIME_NAMES, type OwnLifetimes, ownLifetimes } from './lifetimes';

export default function EditAccountDialog({ account, onClose }: AccountDialogProps): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const [{ data, error }, ask] = useQuery({
    query: AccountToEditDocument,
    variables: { id: account.id },
    requestPolicy: 'network-only',
  });
  return (
    <HoldingModal opened onClose={onClose} title={t('edit.title', { name: account.name })} size="lg">
      {data?.account ? (
        <EditForm live={data.account} onClose={onClose} />
      ) : error ? (
        <Problem refusal={refusalOf(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      ) : (
        <Loading />
      )}
    </HoldingModal>
  );
}

function EditForm({
  live,
  onClose,
}: {
  readonly live: AccountToEditFragment;
  readonly onClose: () => void;
}): ReactNode {
  const { t, i18n } = useTranslation(['accounts', 'common']);
  const { run, busy } = useMutate(UpdateAccountDocument);
  const edited = useEdited(live, valuesOf);
  const { form } = edited;

  const show = (value: unknown): string =>
    typeof value === 'number'
      ? durationInWords(value, i18n.language)
      : Array.isArray(value)
        ? value.join(', ')
        : typeof value === 'string' && value !== ''
          ? value
          : '–';
  return (
    <EditedForm
      edited={edited}
      labels={{
        name: t('field.name'),
        externalId: t('field.externalId'),
        domains: t('field.domains'),
        userAccessTokenSeconds: t('lifetime.userAccessTokenSeconds'),
        deviceAccessTokenSeconds: t('lifetime.deviceAccessTokenSeconds'),
        refreshTokenSeconds: t('lifetime.refreshTokenSeconds'),
      }}
      show={show}
      busy={busy}
      onSend={(changed, version) => run({ input: { accountId: live.id, version, ...inputOf(changed) } })}
      onDone={() => notifyDone(t('edit.done'))}
      onClose={onClose}
    >
      {live.viewerCanUpdate && <NameField form={form} />}
      {live.viewerCanGovern && <GovernedFields form={form} />}
      {live.viewerCanUpdate && <LifetimeFields form={form} inherited={inheritedBy(live)} />}
    </EditedForm>
  );
}

function valuesOf({ name, externalId, domains, tokenLifetimes }: AccountToEditFragment): AccountForm {
  return { name, externalId: externalId ?? '', domains: [...domains], ...ownLifetimes(tokenLifetimes) };
}

function inputOf({ name, externalId, domains, ...lifetimes }: Partial<AccountForm>): object {
  return {
    ...(name !== undefined && { name }),
    ...(externalId !== undefined && { externalId: externalId.trim() || null }),
    ...(domains && { domains }),
    ...(Object.keys(lifetimes).length > 0 && { tokenLifetimes: lifetimes }),
  };
}

/** Known only of those that the account does not set itself. */
function inheritedBy({ tokenLifetimes, effectiveTokenLifetimes }: AccountToEditFragment): Partial<OwnLifetimes> {
  return Object.fromEntries(
    LIFETIME_NAMES.flatMap((name) => {
      const effective = effectiveTokenLifetimes[name];
      return typeof tokenLifetimes[name] === 'number' || typeof effective !== 'number' ? [] : [[name, effective]];
    }),
  );
}
