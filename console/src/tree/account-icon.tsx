import { IconBuilding, IconBuildingStore } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountKind } from '../gql/graphql';

export function AccountIcon({ kind, size = 18 }: { readonly kind: AccountKind; readonly size?: number }): ReactNode {
  const { t } = useTranslation();
  const Icon = kind === 'VENDOR' ? IconBuilding : IconBuildingStore;
  return <Icon size={size} stroke={1.6} role="img" aria-label={t(`kind.${kind}`)} />;
}
