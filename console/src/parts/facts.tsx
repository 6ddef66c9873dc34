import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is known of something: each `Fact` by its name. */
export function Facts({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Table variant="vertical" layout="fixed" withTableBorder maw={720}>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <Table.Tr>
      <Table.Th scope="row" w="34%">
        {name}
      </Table.Th>
      <Table.Td>
        <Text component="div" size="sm" className="breaks">
          {children}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
