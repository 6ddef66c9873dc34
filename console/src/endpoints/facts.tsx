import { Box, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is known, each with its name before it. */
export function Facts({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Box component="dl" m={0} style={{ display: 'grid', gap: 'var(--mantine-spacing-xs)' }}>
      {children}
    </Box>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <Box style={{ display: 'grid', gridTemplateColumns: 'minmax(110px, 1fr) 2fr', gap: 'var(--mantine-spacing-sm)' }}>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} className="breaks">
        {children}
      </Text>
    </Box>
  );
}
