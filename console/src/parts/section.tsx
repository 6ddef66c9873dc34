import { Box, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A part of a page below a heading of its own, with what one may do in it at the right. */
export function Section({
  title,
  help,
  action,
  framed = false,
  children,
}: {
  readonly title: string;
  readonly help?: string;
  readonly action?: ReactNode;
  /** Where it stands beside others. */
  readonly framed?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  const content = (
    <>
      <Group justify="space-between" align="flex-start" mb="sm">
        <Stack gap={2} maw={720}>
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {help !== undefined && (
            <Text size="sm" c="dimmed">
              {help}
            </Text>
          )}
        </Stack>
        {action}
      </Group>
      <Stack gap="sm">{children}</Stack>
    </>
  );
  return framed ? (
    <Paper component="section" withBorder p="md" aria-labelledby={id}>
      {content}
    </Paper>
  ) : (
    <Box component="section" aria-labelledby={id}>
      {content}
    </Box>
  );
}
