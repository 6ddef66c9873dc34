import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { Loading } from '../../parts/loading';
import { Problem } from '../../parts/problem';

interface EntriesProps {
  readonly label: string;
  readonly none: string;
  readonly list: {
    readonly rows: readonly unknown[];
    readonly loading: boolean;
    readonly refusal: Refusal | null;
    readonly reload: () => void;
    readonly hasMore?: boolean;
    readonly more?: () => void;
  };
  readonly children: ReactNode;
}

/** A section's list, or why there is none. */
export function Entries({ label, none, list, children }: EntriesProps): ReactNode {
  const { t } = useTranslation();
  const isEmpty = list.rows.length === 0;
  if (isEmpty && list.loading) return <Loading />;
  return (
    <Stack gap="xs">
      {list.refusal && <Problem refusal={list.refusal} onRetry={list.reload} />}
      {isEmpty && !list.refusal && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {!isEmpty && (
        <Stack component="ul" gap="xs" m={0} p={0} aria-label={label} style={{ listStyle: 'none' }}>
          {children}
        </Stack>
      )}
      {list.hasMore && (
        <Button variant="default" loading={list.loading} onClick={list.more} mx="auto">
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}
