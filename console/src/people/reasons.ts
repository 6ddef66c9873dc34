import { useTranslation } from 'react-i18next';
import type { Permission } from '../gql/graphql';
import { lacking } from './permissions';
import { usePermissionWords } from './use-permission-words';

/** Why the viewer may not do something, in words; null: they may. `held` is what they hold on the account that counts. */
export function useReasons(): {
  readonly takes: (permission: Permission, held: readonly Permission[]) => string | null;
  /** Nobody gives, takes or changes what they do not hold. */
  readonly givesMore: (permissions: readonly Permission[], held: readonly Permission[]) => string | null;
} {
  const { t } = useTranslation('people');
  const words = usePermissionWords();
  return {
    takes: (permission, held) => (held.includes(permission) ? null : t('takes', { permission: words([permission]) })),
    givesMore: (permissions, held) => {
      const missing = lacking(permissions, held);
      return missing.length === 0 ? null : t('givesMore', { permissions: words(missing) });
    },
  };
}
