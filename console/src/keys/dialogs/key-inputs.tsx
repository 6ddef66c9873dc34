import { Accordion, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientType, Permission } from '../../gql/graphql';
import { ExpiryInput } from './expiry-input';
import { FlagsInput } from './flags-input';
import { IpListInput } from './ip-list-input';
import type { KeyValues } from './key-values';
import { PermissionsInput } from './permissions-input';

const CLIENT_TYPES = ['GENERAL', 'CLIENT', 'CHROME', 'EDGE', 'EMBEDDED'] as const satisfies readonly ClientType[];

const MOST_TAGS = 20;

/** What a key has, in the order in which one thinks of it. */
export function KeyInputs({
  form,
  held,
  advanced,
}: {
  readonly form: UseFormReturnType<KeyValues>;
  /** What the viewer holds on the key's account: they give away nothing else. */
  readonly held: readonly Permission[];
  /** Before the permissions, which few keys need. */
  readonly advanced?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('keys');
  const [opened, setOpened] = useState<string | null>(null);
  const { values, errors } = form;
  const permissionsFault = faultsOf(errors, 'permissions');
  const isAtFault = permissionsFault !== undefined || errors.value !== undefined;
  return (
    <Stack>
      <TextInput
        label={t('dialog.form.name')}
        required
        maxLength={200}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Textarea
        label={t('dialog.form.description')}
        autosize
        minRows={1}
        maxRows={6}
        {...form.getInputProps('description')}
      />
      <TagsInput
        label={t('dialog.form.tags')}
        description={t('dialog.form.tagsHelp')}
        maxTags={MOST_TAGS}
        {...form.getInputProps('tags')}
        error={faultsOf(errors, 'tags', values.tags)}
      />
      <Select
        label={t('dialog.form.clientType')}
        data={CLIENT_TYPES.map((value) => ({ value, label: t(`clientType.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('clientType')}
      />
      <FlagsInput form={form} />
      <ExpiryInput
        value={values.expiresAt}
        error={errors.expiresAt}
        onChange={(expiresAt) => form.setFieldValue('expiresAt', expiresAt)}
      />
      <IpListInput
        entries={values.allowedIps}
        faultAt={(index) => errors[`allowedIps.${index}`]}
        fault={errors.allowedIps}
        onChange={(entries) => form.setFieldValue('allowedIps', entries)}
      />
      <Accordion value={isAtFault ? 'advanced' : opened} onChange={setOpened} variant="contained">
        <Accordion.Item value="advanced">
          <Accordion.Control>{t('dialog.form.advanced')}</Accordion.Control>
          <Accordion.Panel>
            <Stack>
              {advanced}
              <PermissionsInput
                value={values.permissions}
                held={held}
                fault={permissionsFault}
                onChange={(permissions) => form.setFieldValue('permissions', permissions)}
              />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}

/** Of a list, or of its entries: then with the entry that is meant. */
function faultsOf(
  errors: UseFormReturnType<KeyValues>['errors'],
  field: string,
  entries: readonly string[] = [],
): string | undefined {
  const faults = Object.entries(errors).flatMap(([place, fault]) => {
    const [first, index] = place.split('.');
    if (first !== field || typeof fault !== 'string') return [];
    const entry = index === undefined ? undefined : entries[Number(index)];
    return [entry === undefined ? fault : `${entry}: ${fault}`];
  });
  return faults.length > 0 ? faults.join(' ') : undefined;
}
