import { Anchor, Button, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import type { FindingPartsFragment, SecurityFindingSeverity } from '../gql/graphql';
import { Expiry, When } from '../parts/when';
import type { KindOfFindings } from './group-findings';
import { mendingPlace } from './mending';

const COLORS = { HIGH: 'red', MEDIUM: 'orange', LOW: 'gray' } as const satisfies Record<
  SecurityFindingSeverity,
  string
>;

interface FindingGroupProps extends KindOfFindings<FindingPartsFragment> {
  readonly severity: SecurityFindingSeverity;
  /** Where the findings may be of several accounts. */
  readonly namesAccount: boolean;
}

/** What a kind of finding means, said once, and the keys that have it. */
export function FindingGroup({ kind, findings, severity, namesAccount }: FindingGroupProps): ReactNode {
  const { t } = useTranslation('findings');
  const Icon = severity === 'LOW' ? IconInfoCircle : IconAlertTriangle;
  return (
    <Paper withBorder p="md">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" color={COLORS[severity]} radius="xl" aria-hidden>
          <Icon size={18} />
        </ThemeIcon>
        <Stack gap="xs" flex={1} miw={0}>
          <div>
            <Title order={4} size="h6">
              {t(`kinds.${kind}.title`)}
            </Title>
            <Text size="sm" c="dimmed">
              {t(`kinds.${kind}.meaning`)}
            </Text>
          </div>
          <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
            {findings.map((finding) => (
              <Finding key={finding.apiKey.id} finding={finding} namesAccount={namesAccount} />
            ))}
          </Stack>
        </Stack>
      </Group>
    </Paper>
  );
}

function Finding({
  finding,
  namesAccount,
}: {
  readonly finding: FindingPartsFragment;
  readonly namesAccount: boolean;
}): ReactNode {
  const { t } = useTranslation('findings');
  const account = useAccount();
  const { kind, apiKey } = finding;
  const { definedOn } = apiKey;
  const place = mendingPlace(finding);
  return (
    <Group
      component="li"
      justify="space-between"
      gap="xs"
      py="xs"
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <div>
        <Group gap="xs">
          <Anchor component={Link} href={places.key(definedOn.id ?? account.id, apiKey.id)} size="sm" fw={600}>
            {apiKey.name}
          </Anchor>
          <Text size="xs" c="dimmed" className="mono">
            {apiKey.hint}
          </Text>
        </Group>
        {namesAccount && definedOn.id && (
          <Text size="xs">
            <Anchor component={Link} href={places.account(definedOn.id, 'findings')} inherit>
              {definedOn.name}
            </Anchor>
          </Text>
        )}
        <Detail finding={finding} />
      </div>
      {place === null ? (
        <Text size="xs" c="dimmed">
          {t('mendedByOthers')}
        </Text>
      ) : (
        <Button
          component={Link}
          href={place}
          size="xs"
          variant="default"
          aria-label={t('mendOf', { mend: t(`kinds.${kind}.mend`), key: apiKey.name, account: definedOn.name })}
        >
          {t(`kinds.${kind}.mend`)}
        </Button>
      )}
    </Group>
  );
}

/** What one would look up before mending it. */
function Detail({ finding: { kind, apiKey } }: { readonly finding: FindingPartsFragment }): ReactNode {
  const { t } = useTranslation('findings');
  if (kind === 'EXPIRES_SOON') {
    return (
      <Text size="xs">
        {t('expires')} <Expiry at={apiKey.expiresAt} />
      </Text>
    );
  }
  if (kind !== 'UNUSED' && kind !== 'PREDEFINED_KEY_ACTIVE') return null;
  if (!apiKey.lastUsedAt) {
    return (
      <Text size="xs" c="dimmed">
        {t('neverUsed')}
      </Text>
    );
  }
  return (
    <Text size="xs" c="dimmed">
      {t('lastUsed')} <When at={apiKey.lastUsedAt} />
    </Text>
  );
}
