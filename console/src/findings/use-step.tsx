import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconClock, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathKeyFragment } from '../gql/graphql';
import { ImpactSummary } from '../keys/dialogs/impact-summary';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { When } from '../parts/when';
import { progressOf } from './path-state';
import { type KeyUse, useUses } from './use-uses';
import { UsedLately } from './used-lately';

interface UseStepProps {
  readonly chosen: readonly PathKeyFragment[];
  readonly standIn: PathKeyFragment | null;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** Which clients are to be changed over, and whether they come with the new key already. */
export function UseStep({ chosen, standIn, onBack, onNext }: UseStepProps): ReactNode {
  const { t } = useTranslation('findings');
  const { t: common } = useTranslation();
  const ids = [...(standIn ? [standIn.id] : []), ...chosen.map(({ id }) => id)];
  const { uses, loading, refusal, reload } = useUses(ids);
  const useOfNew = standIn && uses.get(standIn.id);
  return (
    <Stack maw={640}>
      <Text size="sm">{t('path.use.help')}</Text>
      {refusal && <Problem refusal={refusal} onRetry={reload} />}
      {loading && uses.size === 0 && <Loading />}
      {standIn ? (
        useOfNew && <NewKey standIn={standIn} use={useOfNew} />
      ) : (
        <Alert color="gray">{t('path.use.noKey')}</Alert>
      )}
      {chosen.map((key) => {
        const use = uses.get(key.id);
        return use && <OldKey key={key.id} apiKey={key} use={use} standIn={standIn} />;
      })}
      <Group>
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={loading}
          onClick={reload}
        >
          {common('refresh')}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('path.back')}
        </Button>
        <Button onClick={onNext}>{t('path.next')}</Button>
      </Group>
    </Stack>
  );
}

function NewKey({ standIn, use }: { readonly standIn: PathKeyFragment; readonly use: KeyUse }): ReactNode {
  const { t } = useTranslation('findings');
  const isUsed = Boolean(use.lastUsedAt);
  return (
    <Alert
      color={isUsed ? 'green' : 'yellow'}
      icon={isUsed ? <IconCircleCheck /> : <IconClock />}
      title={t(isUsed ? 'path.use.newUsed' : 'path.use.newUnused', { key: standIn.name })}
      role="status"
    >
      <Text size="sm">
        {isUsed ? (
          <>
            {t('lastUsed')} <When at={use.lastUsedAt} />
            {use.lastUsedIp && ` (${use.lastUsedIp})`}
          </>
        ) : (
          t('path.use.newUnusedHelp')
        )}
      </Text>
    </Alert>
  );
}

function OldKey({
  apiKey,
  use,
  standIn,
}: {
  readonly apiKey: PathKeyFragment;
  readonly use: KeyUse;
  readonly standIn: PathKeyFragment | null;
}): ReactNode {
  const { t } = useTranslation('findings');
  const progress = progressOf(use, standIn);
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={3} size="h6">
            {apiKey.name}
          </Title>
          {standIn && progress !== 'NEVER_USED' && (
            <Badge variant="outline" color={progress === 'STILL_USED' ? 'orange' : 'gray'} tt="none" className="whole">
              {t(`path.use.progress.${progress}`)}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          <UsedLately at={use.lastUsedAt} />
        </Text>
        {use.lastUsedAt && <ImpactSummary impact={use.impact} />}
      </Stack>
    </Paper>
  );
}
