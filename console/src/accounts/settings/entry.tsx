import { ActionIcon, Group, Menu, Paper, Stack, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DANGER } from '../../parts/text-color';

export interface EntryAction {
  readonly label: string;
  readonly danger?: boolean;
  /** With the button of the menu, which gets the focus back. */
  readonly onClick: (from: HTMLElement | null) => void;
}

/** One of a section's list, with what can be done with it. */
export function Entry({
  name,
  badges,
  actions,
  children,
}: {
  readonly name: string;
  readonly badges?: ReactNode;
  /** Those that the viewer may do; none: no menu. */
  readonly actions: readonly EntryAction[];
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('accounts');
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4}>
          <Group gap="xs">
            <Text fw={600} className="breaks">
              {name}
            </Text>
            {badges}
          </Group>
          {children}
        </Stack>
        {actions.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon ref={button} variant="subtle" color="gray" aria-label={t('moreOf', { name })}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {actions.map(({ label, danger, onClick }) => (
                <Menu.Item key={label} {...(danger && { color: DANGER })} onClick={() => onClick(button.current)}>
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
    </Paper>
  );
}
