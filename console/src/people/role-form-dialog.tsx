import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';
import type { Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import { CreateRoleDocument, type Permission, type RolePartsFragment, UpdateRoleDocument } from '../gql/graphql';
import { EditedForm } from '../parts/edited-form';
import { DialogModal } from '../parts/dialog-modal';
import { notifyDone } from '../parts/notify';
import { useEdited } from '../parts/use-edited';
import { useFocusBack } from '../parts/use-focus-back';
import { PermissionChecks } from './permission-checks';
import { usePermissionWords } from './use-permission-words';

/** A type, since forms take what has an index. */
type RoleForm = {
  name: string;
  description: string;
  permissions: readonly Permission[];
};

type RoleNow = Pick<RolePartsFragment, 'name' | 'description' | 'permissions'>;

const NEW = { name: '', description: null, permissions: [] };

function valuesOf({ name, description, permissions }: RoleNow): RoleForm {
  return { name, description: description ?? '', permissions };
}

function inputOf({ name, description, permissions }: Partial<RoleForm>): object {
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(description !== undefined && { description: description.trim() || null }),
    ...(permissions && { permissions: [...permissions] }),
  };
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
  const words = usePermissionWords();
  const create = useMutate(CreateRoleDocument);
  const update = useMutate(UpdateRoleDocument);
  const edited = useEdited({ ...(role ?? NEW), version: role?.version ?? 0 }, valuesOf, {
    permissions: (permissions) => (permissions.length === 0 ? t('noPermission') : null),
  });
  const { form } = edited;
  const busy = create.busy || update.busy;

  async function send(changed: Partial<RoleForm>, version: number): Promise<{ readonly refusal: Refusal | null }> {
    if (role) return update.run({ input: { roleId: role.id, version, ...inputOf(changed) } });
    const { name, description, permissions } = form.getValues();
    const optional = { description: description.trim() || null };
    const input = { accountId: account.id, name: name.trim(), ...optional, permissions: [...permissions] };
    const made = await create.run({ input });
    if (made.success?.role) onDone?.(made.success.role.id);
    return made;
  }

  return (
    <DialogModal
      title={role ? t('editRole', { name: role.name }) : t('createRoleOn', { account: account.name })}
      holdsInput
      onClose={onClose}
    >
      <EditedForm
        edited={edited}
        labels={{ name: t('name'), description: t('description'), permissions: t('permissions') }}
        show={(value) => (Array.isArray(value) ? words(value as Permission[]) : String(value))}
        busy={busy}
        verb={role ? common('save') : t('createRole')}
        onSend={send}
        onDone={({ name }) => notifyDone(t(role ? 'roleChanged' : 'roleCreated', { name }))}
        onClose={onClose}
      >
        <TextInput label={t('name')} required data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        <Textarea label={t('description')} autosize minRows={2} {...form.getInputProps('description')} />
        <PermissionChecks
          value={form.getValues().permissions}
          held={account.viewerPermissions}
          error={form.errors.permissions}
          onChange={(permissions) => form.setFieldValue('permissions', permissions)}
        />
      </EditedForm>
    </DialogModal>
  );
}
