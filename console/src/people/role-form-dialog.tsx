import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';
import type { Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import { CreateRoleDocument, type Permission, type RolePartsFragment, UpdateRoleDocument } from '../gql/graphql';
import { ChangedMeanwhile } from '../parts/changed-meanwhile';
import { DialogModal } from '../parts/dialog-modal';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
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

function inputOf({ name, description, permissions }: RoleForm) {
  return { name: name.trim(), description: description.trim() || null, permissions: [...permissions] };
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
  const { form, changes, version, meanwhile, refusal, refuse } = useEdited(
    { ...(role ?? NEW), version: role?.version ?? 0 },
    valuesOf,
    { permissions: (permissions) => (permissions.length === 0 ? t('noPermission') : null) },
  );
  const busy = create.busy || update.busy;

  async function make(): Promise<Refusal | null> {
    const outcome = await create.run({ input: { accountId: account.id, ...inputOf(form.getValues()) } });
    if (outcome.success?.role) onDone?.(outcome.success.role.id);
    return outcome.refusal;
  }

  async function change(roleId: string): Promise<Refusal | null> {
    const changed = Object.keys(changes());
    if (changed.length === 0) return null;
    const fields = Object.entries(inputOf(form.getValues())).filter(([field]) => changed.includes(field));
    const { refusal: refused } = await update.run({ input: { roleId, version, ...Object.fromEntries(fields) } });
    return refused;
  }

  async function save(): Promise<void> {
    const refused = role ? await change(role.id) : await make();
    refuse(refused);
    if (refused) return;
    notifyDone(t(role ? 'roleChanged' : 'roleCreated', { name: form.getValues().name }));
    onClose();
  }

  return (
    <DialogModal
      title={role ? t('editRole', { name: role.name }) : t('createRoleOn', { account: account.name })}
      holdsInput
      onClose={onClose}
    >
      <form onSubmit={form.onSubmit(() => void save())}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          {meanwhile && !busy && (
            <ChangedMeanwhile
              meanwhile={meanwhile}
              labels={{ name: t('name'), description: t('description'), permissions: t('permissions') }}
              show={(value) => (Array.isArray(value) ? words(value as Permission[]) : String(value))}
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
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={meanwhile !== null}>
              {role ? common('save') : t('createRole')}
            </Button>
          </Group>
        </Stack>
      </form>
    </DialogModal>
  );
}
