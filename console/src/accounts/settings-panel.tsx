import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAccount, useMay } from './account-context';
import { FactsSection } from './settings/facts-section';
import { GatewaysSection } from './settings/gateways-section';
import { TemplatesSection } from './settings/templates-section';
import { WebhooksSection } from './settings/webhooks-section';

/** What there is to an account besides keys and people; each part for whom it is permitted. */
export default function SettingsPanel(): ReactNode {
  const account = useAccount();
  const [seesKeys, seesGateways] = [useMay('ViewApiKey'), useMay('ViewGateway')];
  const [modifies, reads] = [useMay('ModifyAccount'), useMay('ViewAuditLog')];
  return (
    <Stack gap="xl">
      <FactsSection />
      {account.kind === 'VENDOR' && seesKeys && <TemplatesSection />}
      {seesGateways && <GatewaysSection />}
      {modifies && reads && <WebhooksSection />}
    </Stack>
  );
}
