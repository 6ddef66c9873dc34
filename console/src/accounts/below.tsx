import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { useAccount } from './account-context';

/**
 * Whether a list is of the account with all below it, which the address may say. A customer has none below; of a vendor,
 * which seldom has anything of its own, all are shown at first.
 */
export function useBelow(): { readonly below: boolean; readonly setBelow: (below: boolean) => void } {
  const isVendor = useAccount().kind === 'VENDOR';
  const [parameters, setParameters] = useSearchParams();
  return {
    below: isVendor && parameters.get('below') !== 'no',
    setBelow: (below) =>
      setParameters(
        (before) => {
          before.delete('below');
          if (!below) before.set('below', 'no');
          return before;
        },
        { replace: true },
      ),
  };
}

/** Nothing where there is nothing to choose. */
export function BelowSwitch(): ReactNode {
  const { t } = useTranslation();
  const { below, setBelow } = useBelow();
  if (useAccount().kind !== 'VENDOR') return null;
  return (
    <Switch
      label={t('withAllBelow')}
      my={8}
      checked={below}
      onChange={(event) => setBelow(event.currentTarget.checked)}
    />
  );
}
