import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyValues } from './key-values';
import { risksOf } from './risks';

/** Said as it is chosen, politely to screen readers; it hinders nothing. */
export function RiskNotes({ values }: { readonly values: KeyValues }): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <div role="status">
      {risksOf(values).map((risk) => (
        <Alert key={risk} color="orange" icon={<IconAlertTriangle />} role="none" mt="sm">
          {t(`dialog.risk.${risk}`)}
        </Alert>
      ))}
    </div>
  );
}
