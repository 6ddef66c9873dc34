import { Button, Checkbox, Divider, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';
import { useMutate } from '../api/use-mutate';
import { MakeStandInDocument, type PathKeyFragment } from '../gql/graphql';
import { ExpiryInput } from '../keys/dialogs/expiry-input';
import { FlagsInput } from '../keys/dialogs/flags-input';
import { IpListInput } from '../keys/dialogs/ip-list-input';
import { inputOf, KEY_FIELDS } from '../keys/dialogs/key-values';
import type { KeyFormState } from '../keys/dialogs/use-key-form';
import { Problem } from '../parts/problem';
import { useShownOnce } from '../parts/shown-once';
import { UsedLately } from './used-lately';

interface MakeStepProps {
  readonly predefined: readonly PathKeyFragment[];
  readonly own: readonly PathKeyFragment[];
  readonly chosenIds: readonly string[];
  readonly state: KeyFormState;
  /** Says so while a key is made: its value is shown once, here. */
  readonly onBusy: (busy: boolean) => void;
  readonly onChoose: (ids: readonly string[]) => void;
  /** With the key that stands in from now on. */
  readonly onTake: (keyId: string) => void;
}

/** A key of one's own, of the kind that it stands in for. */
export function MakeStep({ predefined, own, chosenIds, state, onBusy, onChoose, onTake }: MakeStepProps): ReactNode {
  const { t } = useTranslation('findings');
  const { t: keys } = useTranslation('keys');
  const account = useAccount();
  const { run, busy } = useMutate(MakeStandInDocument);
  const { show } = useShownOnce();
  const { form } = state;
  const types = new Set(predefined.filter(({ id }) => chosenIds.includes(id)).map(({ clientType }) => clientType));

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const values = state.tidied();
    if (!values) return;
    const input = { ...inputOf(values, KEY_FIELDS), name: values.name, accountId: account.id };
    onBusy(true);
    const { success, refusal } = await run({ input });
    onBusy(false);
    state.show(refusal);
    if (!success?.apiKey || !success.value) return;
    const { id, name } = success.apiKey;
    const secrets = [{ name, value: success.value }];
    show({ title: t('path.make.shown'), secrets, onStored: () => onTake(id) });
  }

  return (
    <form ref={state.formRef} onSubmit={(event) => void make(event)}>
      <Stack maw={640}>
        <Checkbox.Group
          label={t('path.make.standsIn')}
          description={t('path.make.standsInHelp')}
          value={[...chosenIds]}
          onChange={onChoose}
        >
          <Stack gap="xs" mt="xs">
            {predefined.map((key) => (
              <Checkbox
                key={key.id}
                value={key.id}
                label={key.name}
                description={
                  <>
                    {keys(`clientType.${key.clientType ?? 'GENERAL'}`)} · <UsedLately at={key.lastUsedAt} />
                  </>
                }
              />
            ))}
          </Stack>
        </Checkbox.Group>
        {types.size > 1 && <Text size="sm">{t('path.make.mixed')}</Text>}
        {own.length > 0 && (
          <>
            <Existing own={own} busy={busy} onTake={onTake} />
            <Divider label={t('path.make.orNew')} />
          </>
        )}
        {state.refusal && <Problem refusal={state.refusal} />}
        <TextInput label={keys('dialog.form.name')} required maxLength={200} {...form.getInputProps('name')} />
        <FlagsInput form={form} />
        <ExpiryInput
          value={form.values.expiresAt}
          error={form.errors.expiresAt}
          onChange={(expiresAt) => form.setFieldValue('expiresAt', expiresAt)}
        />
        <IpListInput
          entries={form.values.allowedIps}
          faultAt={(index) => form.errors[`allowedIps.${index}`]}
          fault={form.errors.allowedIps}
          onChange={(entries) => form.setFieldValue('allowedIps', entries)}
        />
        <Group>
          <Button type="submit" loading={busy} disabled={chosenIds.length === 0}>
            {t('path.make.verb')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Who made one before goes on with it. */
function Existing({
  own,
  busy,
  onTake,
}: {
  readonly own: readonly PathKeyFragment[];
  readonly busy: boolean;
  readonly onTake: (keyId: string) => void;
}): ReactNode {
  const { t } = useTranslation('findings');
  const [id, setId] = useState<string | null>(null);
  return (
    <Group align="flex-end" gap="xs">
      <Select
        label={t('path.make.existing')}
        placeholder={t('path.make.choose')}
        data={own.map((key) => ({ value: key.id, label: `${key.name} · ${key.hint}` }))}
        value={id}
        searchable
        flex={1}
        miw={200}
        onChange={setId}
      />
      <Button variant="default" disabled={id === null || busy} onClick={() => id !== null && onTake(id)}>
        {t('path.make.take')}
      </Button>
    </Group>
  );
}
