import { Box, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { BelowSwitch } from '../accounts/below';
import { KeyOfUsageDocument } from '../gql/graphql';
import { KeyChoice } from '../why/key-choice';
import { AccountUsage } from './account-usage';
import { DeniedRequests } from './denied-requests';
import { KeyUsage } from './key-usage';
import type { Looking } from './usage-figures';
import { isRange, useAddressed } from './use-range';

/** How often gateways asked, for the account or with one key, and what was refused of late. */
export default function UsagePanel(): ReactNode {
  const { t } = useTranslation('usage');
  const [keyId, setKeyId] = useAddressed('key');
  const [days, setDays] = useAddressed('days');
  const [view, setView] = useAddressed('view');
  const [{ data }] = useQuery({ query: KeyOfUsageDocument, variables: { id: keyId ?? '' }, pause: keyId === null });
  const range = Number(days);
  const looking: Looking = {
    range: isRange(range) ? range : 30,
    setRange: (chosen) => setDays(chosen === 30 ? null : String(chosen)),
    view: view === 'table' ? 'table' : 'chart',
    setView: (chosen) => setView(chosen === 'chart' ? null : chosen),
  };
  return (
    <Stack gap="lg">
      <Group align="flex-end" gap="md">
        <Box flex="0 1 360px">
          <KeyChoice
            keyId={keyId}
            known={data?.apiKey ?? null}
            error={undefined}
            placeholder={t('anyKey')}
            onChoose={setKeyId}
          />
        </Box>
        <BelowSwitch />
      </Group>
      {keyId === null ? <AccountUsage looking={looking} /> : <KeyUsage keyId={keyId} looking={looking} />}
      <DeniedRequests />
    </Stack>
  );
}
