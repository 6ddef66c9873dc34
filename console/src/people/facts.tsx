import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is known of something: each by its name. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <Stack component="dl" gap={6} m={0}>
      {facts.map(([name, value]) => (
        <Group key={name} gap="xs" align="baseline">
          <Text component="dt" size="sm" c="dimmed" w={130}>
            {name}
          </Text>
          <Text component="dd" size="sm" m={0} flex={1} className="breaks">
            {value}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
