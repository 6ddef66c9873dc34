import { Group, Select, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';
import type { SecurityFindingKind } from '../gql/graphql';
import { KINDS } from './mending';

interface FindingsFiltersProps {
  readonly kind: SecurityFindingKind | null;
  readonly below: boolean;
  readonly onKind: (kind: string | null) => void;
  readonly onBelow: (below: boolean) => void;
}

export function FindingsFilters({ kind, below, onKind, onBelow }: FindingsFiltersProps): ReactNode {
  const { t } = useTranslation('findings');
  const account = useAccount();
  return (
    <Group align="center">
      {account.kind === 'VENDOR' && (
        <Switch label={t('below')} checked={below} onChange={(event) => onBelow(event.currentTarget.checked)} />
      )}
      <Select
        aria-label={t('kindFilter')}
        placeholder={t('allKinds')}
        data={KINDS.map((value) => ({ value, label: t(`kinds.${value}.title`) }))}
        value={kind}
        clearable
        clearButtonProps={{ 'aria-label': t('allKinds') }}
        w={300}
        maw="100%"
        onChange={onKind}
      />
    </Group>
  );
}
