import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEventPartsFragment } from '../gql/graphql';
import { CopyButton } from '../parts/copy-button';
import { Fact, Facts } from '../parts/facts';
import { inFull } from '../parts/time';
import { When } from '../parts/when';
import { EventChanges } from './event-changes';
import { Named } from './event-list';
import { accountName, placeOf, useThings } from './things';
import { useAuditWords } from './words';

const ACCOUNT_ID = /acc_[0-9a-f]{32}/g;

interface EventViewProps {
  readonly event: AuditEventPartsFragment;
  readonly onOnly: (part: { readonly actorId: string } | { readonly targetId: string }) => void;
}

/** All of one event. */
export function EventView({ event, onOnly }: EventViewProps): ReactNode {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const { actor, target, accountId } = event;
  const named = JSON.stringify([event.before, event.after]).match(ACCOUNT_ID) ?? [];
  const ids = [accountId, actor.id, target.id, ...named].filter((id): id is string => typeof id === 'string');
  const things = useThings(ids);
  const actorId = actor.kind === 'USER' ? actor.id : null;
  return (
    <Stack>
      <Facts>
        <Fact name={t('fact.when')}>
          <Text size="sm">
            {inFull(new Date(event.at))} (<When at={event.at} />)
          </Text>
        </Fact>
        <Fact name={t('fact.who')}>
          <Named place={placeOf(things, actor.id)}>{words.actor(actor)}</Named>
          {actor.name && (
            <Text size="xs" c="dimmed">
              {words.actorKind(actor.kind)}
            </Text>
          )}
          <Id id={actor.id} />
        </Fact>
        <Fact name={t('fact.target')}>
          <Named place={placeOf(things, target.id)}>{target.name ?? words.targetType(target.type)}</Named>
          {target.name && (
            <Text size="xs" c="dimmed">
              {words.targetType(target.type)}
            </Text>
          )}
          <Id id={target.id} />
        </Fact>
        <Fact name={t('fact.account')}>
          <Named place={placeOf(things, accountId)}>{accountName(things, accountId) ?? t('unknownAccount')}</Named>
          <Id id={accountId} />
        </Fact>
        <Fact name={t('fact.ip')}>
          <Text size="sm" className="mono">
            {event.ip ?? t('unknownIp')}
          </Text>
        </Fact>
        <Fact name={t('fact.id')}>
          <Id id={event.id} />
        </Fact>
      </Facts>
      <Group gap="xs">
        {actorId && <Only label={t('onlyActor')} onClick={() => onOnly({ actorId })} />}
        {target.id && <Only label={t('onlyTarget')} onClick={() => onOnly({ targetId: target.id ?? '' })} />}
      </Group>
      <Title order={3} size="h5">
        {t('changes')}
      </Title>
      <EventChanges event={event} things={things} />
    </Stack>
  );
}

function Id({ id }: { readonly id: string | null | undefined }): ReactNode {
  const { t } = useTranslation('audit');
  if (!id) return null;
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="xs" className="mono breaks">
        {id}
      </Text>
      <CopyButton value={id} label={t('copyId', { id })} />
    </Group>
  );
}

function Only({ label, onClick }: { readonly label: string; readonly onClick: () => void }): ReactNode {
  return (
    <Button size="xs" variant="default" leftSection={<IconFilter size={14} aria-hidden />} onClick={onClick}>
      {label}
    </Button>
  );
}
