import { Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useAccount } from '../accounts/account-context';
import type { Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import { GranteesDocument, GrantRoleDocument, type RolePartsFragment } from '../gql/graphql';
import { DialogModal } from '../parts/dialog-modal';
import { FormButtons } from '../parts/form-buttons';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { useFocusBack } from '../parts/use-focus-back';

/** A role for a user of this account or of one above it, on this account. */
export function GrantHereDialog({
  role,
  onClose,
}: {
  readonly role: RolePartsFragment;
  readonly onClose: () => void;
}): ReactNode {
  useFocusBack();
  const { t } = useTranslation('people');
  const account = useAccount();
  const [home, setHome] = useState(account.id);
  const [userId, setUserId] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 250);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { run, busy } = useMutate(GrantRoleDocument);
  const [{ data, fetching }] = useQuery({
    query: GranteesDocument,
    // The whole of a name that was chosen finds it again: what is chosen stays among what is offered.
    variables: { id: home, namePrefix: asked || null },
  });
  const users = data?.account?.users?.nodes ?? [];
  const line = account.line.flatMap(({ id, name }) => (id ? [{ value: id, label: name }] : []));

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (userId === null) return;
    const outcome = await run({ input: { userId, accountId: account.id, roleId: role.id } });
    setRefusal(outcome.refusal);
    if (outcome.refusal) return;
    notifyDone(t('granted', { user: typed, role: role.name, account: account.name }));
    onClose();
  }

  return (
    <DialogModal title={t('grantRoleTo', { role: role.name })} holdsInput onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Text size="sm">{t('grantHereHelp', { account: account.name })}</Text>
          {refusal && <Problem refusal={refusal} />}
          {line.length > 1 && (
            <Select
              label={t('userOfAccount')}
              allowDeselect={false}
              data={line}
              value={home}
              onChange={(id) => {
                setHome(id ?? account.id);
                setUserId(null);
                setTyped('');
              }}
            />
          )}
          <Select
            label={t('user')}
            required
            searchable
            data-autofocus
            data={users.map(({ id, name }) => ({ value: id, label: name }))}
            withScrollArea={false}
            styles={{ options: { maxHeight: 260, overflowY: 'auto' } }}
            filter={({ options }) => options}
            nothingFoundMessage={fetching ? t('searching') : t('noUsers')}
            value={userId}
            onChange={setUserId}
            searchValue={typed}
            onSearchChange={setTyped}
            renderOption={({ option }) => (
              <Stack gap={0}>
                <Text size="sm">{option.label}</Text>
                <Text size="xs" c="dimmed">
                  {users.find(({ id }) => id === option.value)?.displayName}
                </Text>
              </Stack>
            )}
          />
          <FormButtons verb={t('grantRole')} busy={busy} disabled={userId === null} onClose={onClose} />
        </Stack>
      </form>
    </DialogModal>
  );
}
