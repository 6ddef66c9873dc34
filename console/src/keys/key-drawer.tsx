import { Anchor, Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { type ReactNode, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import { CopyButton } from '../parts/copy-button';
import { Fact, Facts } from '../parts/facts';
import { KeyState } from '../parts/key-state';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { SideDrawer } from '../parts/side-drawer';
import { Expiry, When } from '../parts/when';
import type { EffectiveKey } from './effective-key';
import type { KeyAction } from './key-actions';
import { KeyFlags } from './key-flags';
import { KeyMenu } from './key-menu';
import { Place, StateReason } from './state-reason';
import { useKeyDetails } from './use-key-details';

const KeyUsage = lazy(() => import('../usage/key-usage').then((m) => ({ default: m.KeyUsage })));

interface KeyDrawerProps {
  readonly edge: EffectiveKey | undefined;
  /** The address names a key that is not effective here, or that the viewer may not see. */
  readonly isMissing: boolean;
  readonly onAct: (keyId: string, action: KeyAction) => void;
  /** The list shows the key otherwise than it is. */
  readonly onStale: () => void;
  readonly onClose: () => void;
}

/** One key in full, as it is on this account. */
export function KeyDrawer({ edge, isMissing, onClose, ...on }: KeyDrawerProps): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <SideDrawer
      opened={edge !== undefined || isMissing}
      onClose={onClose}
      title={<Text fw={700}>{edge?.node.name ?? t('details.title')}</Text>}
    >
      {isMissing && <Problem refusal={{ code: 'NOT_FOUND', message: t('details.notHere'), faults: [] }} />}
      {edge && <Details key={edge.node.id} listed={edge} {...on} />}
    </SideDrawer>
  );
}

function Details({
  listed,
  onAct,
  onStale,
}: { readonly listed: EffectiveKey } & Pick<KeyDrawerProps, 'onAct' | 'onStale'>): ReactNode {
  const { t } = useTranslation('keys');
  const account = useAccount();
  const { edge, details: key } = useKeyDetails(listed, onStale);
  const { node } = edge;
  const facts: [string, ReactNode][] = [
    [t('definedOn'), <Place key="" of={edge.definedOn} />],
    [t('flags'), <KeyFlags key="" apiKey={node} />],
    [t('expires'), <Expiry key="" at={node.expiresAt} />],
    [t('allowedIps'), node.allowedIps?.length === 0 ? t('everywhere') : (node.allowedIps?.join(', ') ?? t('notShown'))],
    [t('details.clientType'), node.clientType ? t(`clientType.${node.clientType}`) : t('notShown')],
    [t('lastUsed'), <LastUse key="" at={node.lastUsedAt} ip={key?.lastUsedIp} />],
  ];
  if (key?.previousValueWorksUntil) {
    facts.push([t('details.previousValue'), <When key="" at={key.previousValueWorksUntil} />]);
  }
  if (key?.description) facts.push([t('details.description'), key.description]);
  if (key?.permissions?.length) facts.push([t('details.permissions'), key.permissions.join(', ')]);
  if (key?.createdAt) facts.push([t('details.created'), <When key="" at={key.createdAt} />]);
  if (key?.updatedAt) facts.push([t('details.changed'), <When key="" at={key.updatedAt} />]);
  return (
    <Stack>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={4} align="flex-start">
          <KeyState state={edge.state} idle={account.effectiveStatus === 'SUSPENDED'} />
          <StateReason edge={edge} />
        </Stack>
        <KeyMenu edge={edge} onAct={(action) => onAct(node.id, action)} />
      </Group>
      <Button
        component={Link}
        href={`${places.account(account.id, 'why')}?key=${node.id}`}
        variant="light"
        leftSection={<IconHelpCircle size={16} />}
      >
        {t('menu.why')}
      </Button>
      <Group gap="xs">
        <Code>{node.hint}</Code>
        <Text size="xs" c="dimmed" className="mono">
          {node.id}
        </Text>
        <CopyButton value={node.id} label={t('details.copyId')} />
        {node.tags?.map((tag) => (
          <Badge key={tag} variant="outline" color="gray" tt="none">
            {tag}
          </Badge>
        ))}
      </Group>
      <Facts>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </Facts>
      <Suspense fallback={<Loading />}>
        <KeyUsage keyId={node.id} />
      </Suspense>
      {edge.inherited && edge.definedOn.id && (
        <Anchor component={Link} href={places.key(edge.definedOn.id, node.id)} size="sm">
          {t('details.onItsAccount', { account: edge.definedOn.name })}
        </Anchor>
      )}
    </Stack>
  );
}

function LastUse({
  at,
  ip,
}: {
  readonly at: string | null | undefined;
  readonly ip: string | null | undefined;
}): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <>
      <When at={at} />
      {ip && ` ${t('details.fromIp', { ip })}`}
    </>
  );
}
