import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';

export interface ActionButtonProps extends ButtonProps {
  /** Why the viewer may not do it; null: they may. It is shown then, and the button does nothing. */
  readonly reason?: string | null;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** What one may not do is seen to be there, with the reason: it stays in reach of the keyboard and of screen readers. */
export function ActionButton({ reason = null, onClick, ...button }: ActionButtonProps): ReactNode {
  if (reason === null) return <Button {...button} onClick={onClick} />;
  return (
    <Tooltip label={reason} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...button}
        data-disabled
        aria-disabled
        aria-description={reason}
        onClick={(event: MouseEvent) => event.preventDefault()}
      />
    </Tooltip>
  );
}
