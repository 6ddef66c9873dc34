import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../gql/graphql';
import { ALL_PERMISSIONS, inOrder, lacking } from './permissions';

/** Permissions as people say them: "See users, Change users". */
export function usePermissionWords(): (permissions: readonly Permission[]) => string {
  const { t } = useTranslation('people');
  return useCallback(
    (permissions) =>
      lacking(ALL_PERMISSIONS, permissions).length === 0
        ? t('allPermissions')
        : inOrder(permissions)
            .map((one) => t(`permission.${one}`))
            .join(', '),
    [t],
  );
}
