import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

/** What it does may take a sentence: it wraps. */
export function MendButton({
  onClick,
  children,
}: {
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Button
      size="xs"
      variant="default"
      h="auto"
      mih={30}
      styles={{ label: { whiteSpace: 'normal' } }}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
