import { Accordion, Radio, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useLocation } from 'wouter';
import { faultsByField, type Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { places } from '../../app/places';
import { type AccountKind, AccountToEditDocument, CreateAccountDocument } from '../../gql/graphql';
import { FormButtons } from '../../parts/form-buttons';
import { notifyDone } from '../../parts/notify';
import { Problem } from '../../parts/problem';
import { type ShownSecret, useShownOnce } from '../../parts/shown-once';
import { HoldingModal } from '../../parts/holding-modal';
import type { AccountDialogProps } from './account-dialog-props';
import { type AccountForm, GovernedFields, LifetimeFields, NameField } from './account-fields';
import { LIFETIME_NAMES, ownLifetimes } from './lifetimes';

interface Made {
  readonly id: string | null;
  readonly name: string;
  readonly secrets: readonly ShownSecret[];
}

export default function CreateAccountDialog({ account, onClose }: AccountDialogProps): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const [, go] = useLocation();
  const { isShowing, show } = useShownOnce();

  function leave({ id, name }: Made): void {
    notifyDone(t('create.done', { name }));
    onClose();
    if (id !== null) go(places.account(id));
  }

  function goOn(made: Made): void {
    const { name, secrets } = made;
    if (secrets.length === 0) leave(made);
    else show({ title: t('create.keysOf', { name }), secrets, onStored: () => leave(made) });
  }

  if (isShowing) return null;
  return (
    <HoldingModal opened onClose={onClose} title={t('create.title', { name: account.name })} size="lg">
      <CreateForm parentId={account.id} onClose={onClose} onMade={goOn} />
    </HoldingModal>
  );
}

function CreateForm({
  parentId,
  onClose,
  onMade,
}: {
  readonly parentId: string;
  readonly onClose: () => void;
  readonly onMade: (made: Made) => void;
}): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const [{ data }] = useQuery({ query: AccountToEditDocument, variables: { id: parentId } });
  const { run, busy } = useMutate(CreateAccountDocument);
  const [kind, setKind] = useState<AccountKind>('CUSTOMER');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useForm<AccountForm>({
    initialValues: { name: '', externalId: '', domains: [], ...ownLifetimes(null) },
  });

  async function create({ name, externalId, domains, ...lifetimes }: AccountForm): Promise<void> {
    const hasLifetimes = LIFETIME_NAMES.some((each) => lifetimes[each] !== null);
    const { success, refusal: refused } = await run({
      input: {
        parentId,
        kind,
        name,
        externalId: externalId.trim() || null,
        domains,
        ...(hasLifetimes && { tokenLifetimes: lifetimes }),
      },
    });
    if (refused) {
      const { atFields, rest } = faultsByField(refused, Object.keys(form.getValues()));
      form.setErrors(atFields);
      setRefusal(rest);
      return;
    }
    const secrets = success.predefinedKeys.flatMap(({ apiKey, value }) =>
      value ? [{ name: apiKey.name, value }] : [],
    );
    onMade({ id: success.account?.id ?? null, name, secrets });
  }

  return (
    <form onSubmit={form.onSubmit((values) => void create(values))}>
      <Stack>
        {refusal && <Problem refusal={refusal} />}
        <Radio.Group label={t('field.kind')} value={kind} onChange={(value) => setKind(value)}>
          <Stack gap="xs" mt="xs">
            <Radio value="CUSTOMER" label={t('common:kind.CUSTOMER')} description={t('create.customerHelp')} />
            <Radio value="VENDOR" label={t('common:kind.VENDOR')} description={t('create.vendorHelp')} />
          </Stack>
        </Radio.Group>
        <NameField form={form} />
        <GovernedFields form={form} />
        <Accordion variant="contained">
          <Accordion.Item value="advanced">
            <Accordion.Control>{t('create.advanced')}</Accordion.Control>
            <Accordion.Panel>
              <Stack>
                <LifetimeFields form={form} inherited={ownLifetimes(data?.account?.effectiveTokenLifetimes ?? null)} />
              </Stack>
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
        <FormButtons verb={t('create.verb')} busy={busy} onClose={onClose} />
      </Stack>
    </form>
  );
}
