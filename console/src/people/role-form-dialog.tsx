import { Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useAccount } from '../accounts/account-context';
import { faultsByField, type Outcome, type Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import {
  CreateRoleDocument,
  type Permission,
  RoleDetailsDocument,
  type RolePartsFragment,
  UpdateRoleDocument,
} from '../gql/graphql';
import { DialogModal } from '../parts/dialog-modal';
import { FormButtons } from '../parts/form-buttons';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { useFocusBack } from '../parts/use-focus-back';
import { ConflictNotice } from './conflict-notice';
import { PermissionChecks } from './permission-checks';
import { type Read, useEdit } from './use-edit';
import { usePermissionWords } from './use-permission-words';

interface RoleForm {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

function readOf(role: RolePartsFragment | null): Read<RoleForm> {
  const { name = '', description, permissions = [], version } = role ?? {};
  return { version: version ?? 0, values: { name, description: description ?? '', permissions } };
}

/** Makes a role on the account of the page, or changes one. */
export function RoleFormDialog({
  role,
  onClose,
  onDone,
}: {
  /** Null: a new one. */
  readonly role: RolePartsFragment | null;
  readonly onClose: () => void;
  readonly onDone?: (roleId: string | null) => void;
}): ReactNode {
  useFocusBack();
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const account = useAccount();
  const client = useClient();
  const words = usePermissionWords();
  const create = useMutate(CreateRoleDocument);
  const update = useMutate(UpdateRoleDocument);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useForm<RoleForm>({
    initialValues: readOf(role).values,
    validate: { permissions: (permissions) => (permissions.length === 0 ? t('noPermission') : null) },
  });

  async function make(): Promise<Outcome<unknown>> {
    const { name, description, permissions } = form.getValues();
    const optional = { description: description.trim() || null };
    const input = { accountId: account.id, name: name.trim(), ...optional, permissions: [...permissions] };
    const outcome = await create.run({ input });
    if (outcome.success?.role) onDone?.(outcome.success.role.id);
    return outcome;
  }

  const edit = useEdit({
    read: readOf(role),
    send: ({ name, description, permissions }, version) =>
      role
        ? update.run({
            input: {
              ...{ roleId: role.id, version },
              ...(name !== undefined && { name: name.trim() }),
              ...(description !== undefined && { description: description.trim() || null }),
              ...(permissions && { permissions: [...permissions] }),
            },
          })
        : make(),
    readAnew: async () => {
      if (!role) return null;
      const { data } = await client
        .query(RoleDetailsDocument, { id: role.id }, { requestPolicy: 'network-only' })
        .toPromise();
      return data?.role ? readOf(data.role) : null;
    },
  });

  async function attempt(how: typeof edit.save): Promise<void> {
    setRefusal(null);
    const result = await how(form.getValues());
    if (result === 'collides') return;
    if (result === 'done') {
      notifyDone(t(role ? 'roleChanged' : 'roleCreated', { name: form.getValues().name }));
      onClose();
      return;
    }
    const { atFields, rest } = faultsByField(result, ['name', 'description', 'permissions']);
    form.setErrors(atFields);
    setRefusal(rest);
  }

  const asText = (values: RoleForm | undefined, field: keyof RoleForm): string => {
    if (!values) return '';
    return field === 'permissions' ? words(values.permissions) : values[field];
  };

  return (
    <DialogModal
      title={role ? t('editRole', { name: role.name }) : t('createRoleOn', { account: account.name })}
      holdsInput
      onClose={onClose}
    >
      <form onSubmit={form.onSubmit(() => void attempt(edit.save))}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          {edit.theirs && (
            <ConflictNotice
              busy={update.busy}
              differences={edit.colliding(form.getValues()).map((field) => ({
                field: t(field),
                now: asText(edit.theirs?.values, field),
                mine: asText(form.getValues(), field),
              }))}
              onTake={() => form.setValues(edit.take())}
              onApply={() => void attempt(edit.apply)}
            />
          )}
          <TextInput label={t('name')} required data-autofocus autoComplete="off" {...form.getInputProps('name')} />
          <Textarea label={t('description')} autosize minRows={2} {...form.getInputProps('description')} />
          <PermissionChecks
            value={form.getValues().permissions}
            held={account.viewerPermissions}
            error={form.errors.permissions}
            onChange={(permissions) => form.setFieldValue('permissions', permissions)}
          />
          <FormButtons
            verb={role ? common('save') : t('createRole')}
            busy={create.busy || update.busy}
            disabled={edit.theirs !== null}
            onClose={onClose}
          />
        </Stack>
      </form>
    </DialogModal>
  );
}
