import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutate } from '../api/use-mutate';
import { RenameEndpointDocument } from '../gql/graphql';
import { ChangedMeanwhile } from '../parts/changed-meanwhile';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { useEdited } from '../parts/use-edited';
import type { Endpoint } from './endpoint';

interface RenameDialogProps {
  readonly endpoint: Endpoint;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RenameDialog({ endpoint, opened, onClose }: RenameDialogProps): ReactNode {
  const { t } = useTranslation('endpoints');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('renameTitle', { name: endpoint.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {opened && <Form endpoint={endpoint} onClose={onClose} />}
    </Modal>
  );
}

const nameOf = ({ name }: Endpoint): { name: string } => ({ name });

function Form({ endpoint, onClose }: Omit<RenameDialogProps, 'opened'>): ReactNode {
  const { t } = useTranslation('endpoints');
  const { run, busy } = useMutate(RenameEndpointDocument);
  const { form, version, refuse, refusal, meanwhile } = useEdited(endpoint, nameOf);

  async function rename(typed: string): Promise<void> {
    const name = typed.trim();
    const { refusal: refused } = await run({ input: { endpointId: endpoint.id, version, name } });
    refuse(refused);
    if (refused) return;
    notifyDone(t('renameDone', { name }));
    onClose();
  }

  return (
    <form onSubmit={form.onSubmit(({ name }) => void rename(name))}>
      <Stack>
        {refusal && <Problem refusal={refusal} />}
        {meanwhile && !busy && <ChangedMeanwhile meanwhile={meanwhile} labels={{ name: t('name') }} />}
        <TextInput
          {...form.getInputProps('name')}
          label={t('name')}
          maxLength={200}
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={meanwhile !== null || form.values.name.trim() === ''}>
            {t('verb.rename')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
