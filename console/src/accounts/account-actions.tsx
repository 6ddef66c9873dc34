import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import {
  IconArrowsMove,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { type ComponentType, type ReactNode, lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DANGER } from '../parts/text-color';
import type { AccountOfPage } from './account-context';
import type { AccountDialogProps } from './actions/account-dialog-props';
import { useDialogs } from './use-dialogs';

const DIALOGS = {
  create: lazy(() => import('./actions/create-account-dialog')),
  edit: lazy(() => import('./actions/edit-account-dialog')),
  suspend: lazy(() => import('./actions/suspend-account-dialog')),
  move: lazy(() => import('./actions/move-account-dialog')),
  delete: lazy(() => import('./actions/delete-account-dialog')),
} satisfies Record<string, ComponentType<AccountDialogProps>>;

type Action = keyof typeof DIALOGS;

/** What the viewer may do with the account; nothing else is offered. */
export function AccountActions({ account }: { readonly account: AccountOfPage }): ReactNode {
  const { t } = useTranslation('accounts');
  const dialogs = useDialogs<Action>();
  const more = useRef<HTMLButtonElement>(null);
  const Dialog = dialogs.shown && DIALOGS[dialogs.shown];
  // Nobody moves, suspends or deletes the root: the only account that one governs without seeing its parent.
  const isRoot = account.line.length === 1;
  const governs = account.viewerCanGovern && !isRoot;
  const deletes = account.viewerCanDelete && !isRoot;
  const edits = account.viewerCanUpdate || account.viewerCanGovern;
  const isActive = account.status === 'ACTIVE';

  const item = (action: Action, label: string, icon: ReactNode, color?: string): ReactNode => (
    <Menu.Item leftSection={icon} {...(color && { color })} onClick={() => dialogs.show(action, more.current)}>
      {label}
    </Menu.Item>
  );
  return (
    <Group gap="xs" wrap="nowrap">
      {account.viewerCanCreateChild && account.kind === 'VENDOR' && (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => dialogs.show('create')}>
          {t('create.open')}
        </Button>
      )}
      {(edits || governs || deletes) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon ref={more} variant="default" size={36} aria-label={t('actions')}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {edits && item('edit', t('edit.open'), <IconPencil size={16} />)}
            {governs &&
              (isActive
                ? item('suspend', t('suspend.open'), <IconPlayerPause size={16} />)
                : item('suspend', t('resume.open'), <IconPlayerPlay size={16} />))}
            {governs && item('move', t('move.open'), <IconArrowsMove size={16} />)}
            {deletes && item('delete', t('delete.open'), <IconTrash size={16} />, DANGER)}
          </Menu.Dropdown>
        </Menu>
      )}
      {Dialog && (
        <Suspense>
          <Dialog account={account} onClose={dialogs.close} />
        </Suspense>
      )}
    </Group>
  );
}
