import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { When } from '../parts/when';

export function UsedLately({ at }: { readonly at: string | null | undefined }): ReactNode {
  const { t } = useTranslation('findings');
  if (!at) return t('neverUsed');
  return (
    <>
      {t('lastUsed')} <When at={at} />
    </>
  );
}
