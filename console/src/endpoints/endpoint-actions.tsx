import { Group, Stack, Text, Title } from '@mantine/core';
import { IconBan, IconCheck, IconPencil, IconTrash, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../parts/action-button';
import { ConfirmEndpointDialog } from './confirm-endpoint-dialog';
import { DecideDialog } from './decide-dialog';
import { type Endpoint, makesSense } from './endpoint';
import { RenameDialog } from './rename-dialog';

const OFFERED = ['confirm', 'reject', 'revoke', 'rename', 'delete'] as const;
const ICONS = { confirm: IconCheck, reject: IconX, revoke: IconBan, rename: IconPencil, delete: IconTrash } as const;

/** Its name, and what can be done with it as it stands. */
export function EndpointActions({
  endpoint,
  onGone,
}: {
  readonly endpoint: Endpoint;
  readonly onGone: () => void;
}): ReactNode {
  const { t } = useTranslation('endpoints');
  const [open, setOpen] = useState<(typeof OFFERED)[number] | null>(null);
  const close = (): void => setOpen(null);
  const isOver = endpoint.status === 'PENDING' && endpoint.waitingRegistrations.length === 0;
  return (
    <Stack gap="sm">
      <Title order={2} size="h3" className="breaks">
        {endpoint.name}
      </Title>
      {isOver && <Text size="sm">{t('registrationOver')}</Text>}
      <Group gap="xs">
        {OFFERED.filter((one) => one === 'rename' || makesSense(one, endpoint)).map((one) => {
          const Icon = ICONS[one];
          const isAllowed = one === 'delete' ? endpoint.viewerCanDelete : endpoint.viewerCanUpdate;
          const permission = one === 'delete' ? 'DeleteEndpoint' : 'ModifyEndpoint';
          return (
            <ActionButton
              key={one}
              size="xs"
              variant={one === 'confirm' ? 'filled' : 'default'}
              leftSection={<Icon size={16} aria-hidden />}
              reason={isAllowed ? null : t('takes', { permission })}
              onClick={() => setOpen(one)}
            >
              {t(`verb.${one}`)}
            </ActionButton>
          );
        })}
      </Group>
      <ConfirmEndpointDialog endpoint={endpoint} opened={open === 'confirm'} onClose={close} />
      <DecideDialog
        endpoint={endpoint}
        action={open === 'reject' || open === 'revoke' || open === 'delete' ? open : null}
        onClose={close}
        onGone={onGone}
      />
      <RenameDialog endpoint={endpoint} opened={open === 'rename'} onClose={close} />
    </Stack>
  );
}
