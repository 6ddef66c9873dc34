import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { HoldingModal } from './holding-modal';

/** Is there only while it is open: `useFocusBack` of the dialog gives the focus back. */
export function DialogModal({
  title,
  holdsInput = false,
  onClose,
  children,
}: {
  readonly title: string;
  /** A click beside it does not close it then; a phone gives it the whole screen. */
  readonly holdsInput?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const isPhone = useMediaQuery('(max-width: 36em)', false, { getInitialValueInEffect: false });
  return (
    <HoldingModal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      fullScreen={holdsInput && isPhone}
      closeOnClickOutside={!holdsInput}
      returnFocus={false}
    >
      {children}
    </HoldingModal>
  );
}
