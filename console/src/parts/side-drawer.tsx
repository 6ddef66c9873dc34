import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** One of a list in full, beside the list. */
export function SideDrawer({
  opened,
  title,
  size = 'lg',
  closeOnEscape = true,
  onClose,
  children,
}: {
  readonly opened: boolean;
  readonly title: ReactNode;
  readonly size?: 'lg' | 'xl';
  /** Not while a dialog lies above it. */
  readonly closeOnEscape?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={size}
      title={title}
      closeOnEscape={closeOnEscape}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Drawer>
  );
}
