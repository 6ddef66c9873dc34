import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBan,
  IconCircleCheck,
  IconDotsVertical,
  IconEdit,
  IconHelpCircle,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import { DANGER } from '../parts/text-color';
import type { EffectiveKey } from './effective-key';
import type { KeyAction } from './key-actions';

interface Item {
  readonly action: KeyAction;
  readonly Icon: ComponentType<{ size: number }>;
  readonly allowed: boolean;
}

/** What can be done with a key, here; what may not be done says why. */
export function KeyMenu({
  edge,
  onAct,
}: {
  readonly edge: EffectiveKey;
  readonly onAct: (action: KeyAction) => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const account = useAccount();
  const { node } = edge;
  const isBlockedHere = edge.blockedBy?.id === account.id;
  const items: Item[] = [
    { action: 'edit', Icon: IconEdit, allowed: node.viewerCanUpdate },
    node.active
      ? { action: 'deactivate', Icon: IconPlayerPause, allowed: node.viewerCanUpdate }
      : { action: 'activate', Icon: IconPlayerPlay, allowed: node.viewerCanActivate },
    { action: 'regenerate', Icon: IconRefresh, allowed: node.viewerCanRegenerate },
    ...(edge.inherited
      ? [
          isBlockedHere
            ? ({ action: 'unblock', Icon: IconCircleCheck, allowed: edge.viewerCanBlock } as const)
            : ({ action: 'block', Icon: IconBan, allowed: edge.viewerCanBlock } as const),
        ]
      : []),
    { action: 'delete', Icon: IconTrash, allowed: node.viewerCanDelete },
  ];
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('menu.of', { name: node.name })}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          href={`${places.account(account.id, 'why')}?key=${node.id}`}
          leftSection={<IconHelpCircle size={16} />}
        >
          {t('menu.why')}
        </Menu.Item>
        {items.map(({ action, Icon, allowed }) => (
          <Menu.Item
            key={action}
            leftSection={<Icon size={16} />}
            disabled={!allowed}
            {...(action === 'delete' && { color: DANGER })}
            onClick={() => onAct(action)}
          >
            {t(`menu.${action}`)}
            {!allowed && <small className="reason">{t('menu.notAllowed', { account: edge.definedOn.name })}</small>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
