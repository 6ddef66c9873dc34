import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutate } from '../api/use-mutate';
import { RenameEndpointDocument } from '../gql/graphql';
import { EditedForm } from '../parts/edited-form';
import { HoldingModal } from '../parts/holding-modal';
import { notifyDone } from '../parts/notify';
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
    <HoldingModal opened={opened} onClose={onClose} title={t('renameTitle', { name: endpoint.name })}>
      {opened && <Form endpoint={endpoint} onClose={onClose} />}
    </HoldingModal>
  );
}

const nameOf = ({ name }: Endpoint): { name: string } => ({ name });

function Form({ endpoint, onClose }: Omit<RenameDialogProps, 'opened'>): ReactNode {
  const { t } = useTranslation('endpoints');
  const { run, busy } = useMutate(RenameEndpointDocument);
  const edited = useEdited(endpoint, nameOf);
  return (
    <EditedForm
      edited={edited}
      labels={{ name: t('name') }}
      busy={busy}
      verb={t('verb.rename')}
      onSend={({ name = '' }, version) => run({ input: { endpointId: endpoint.id, version, name: name.trim() } })}
      onDone={({ name }) => notifyDone(t('renameDone', { name: name.trim() }))}
      onClose={onClose}
    >
      <TextInput
        {...edited.form.getInputProps('name')}
        label={t('name')}
        required
        maxLength={200}
        autoComplete="off"
        data-autofocus
      />
    </EditedForm>
  );
}
