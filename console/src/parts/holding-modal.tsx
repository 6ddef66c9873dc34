import { Modal, type ModalProps } from '@mantine/core';
import { type ReactNode, createContext, useCallback, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStayHere } from './use-stay-here';

const HoldContext = createContext<(() => () => void) | null>(null);

/**
 * Does not close while what was asked for in it is under way: the answer may hold a value that is shown once, and on a
 * slow network there is time to close it by a slip.
 */
export function HoldingModal({ onClose, children, ...modal }: Omit<ModalProps, 'closeButtonProps'>): ReactNode {
  const { t } = useTranslation();
  const [holds, setHolds] = useState(0);
  const hold = useCallback(() => {
    setHolds((count) => count + 1);
    return () => setHolds((count) => count - 1);
  }, []);
  const isHeld = holds > 0;
  useStayHere(isHeld);
  return (
    <Modal
      {...modal}
      onClose={() => !isHeld && onClose()}
      closeButtonProps={{ 'aria-label': t('close'), disabled: isHeld }}
    >
      <HoldContext value={hold}>{children}</HoldContext>
    </Modal>
  );
}

/** Keeps the dialog around it open while `busy`. Outside a dialog it does nothing. */
export function useHoldOpen(busy: boolean): void {
  const hold = useContext(HoldContext);
  useEffect(() => (busy ? hold?.() : undefined), [busy, hold]);
}
