import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import i18next from 'i18next';

/** Says that something was done. What was not done is said where it was asked for, and stays there. */
export function notifyDone(message: string): void {
  notifications.show({
    message,
    color: 'green',
    icon: <IconCheck size={18} />,
    closeButtonProps: { 'aria-label': i18next.t('close') },
  });
}

/** For what has no place of its own to say so. */
export function notifyFailed(message: string): void {
  notifications.show({
    message,
    color: 'red',
    icon: <IconAlertTriangle size={18} />,
    autoClose: false,
    closeButtonProps: { 'aria-label': i18next.t('close') },
  });
}
