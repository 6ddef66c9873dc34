import { Anchor, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import type { AuditEventPartsFragment } from '../gql/graphql';
import { inFull } from '../parts/time';
import { When } from '../parts/when';
import classes from './event-list.module.css';
import { accountName, placeOf, type Things } from './things';
import { useAuditWords } from './words';

interface EventListProps {
  readonly events: readonly AuditEventPartsFragment[];
  readonly things: Things;
}

export function EventList({ events, things }: EventListProps): ReactNode {
  const { t } = useTranslation('audit');
  return (
    <ul className={classes.list} aria-label={t('events')}>
      {events.map((event) => (
        <EventRow key={event.id} event={event} things={things} />
      ))}
    </ul>
  );
}

function EventRow({ event, things }: { readonly event: AuditEventPartsFragment; readonly things: Things }): ReactNode {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const account = useAccount();
  const search = useSearch();
  const { actor, target, accountId } = event;
  const place = places.auditEvent(account.id, event.id);
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm">
          <When at={event.at} />
        </Text>
        <Text size="xs" c="dimmed">
          {inFull(new Date(event.at))}
        </Text>
      </div>
      <div>
        <Anchor component={Link} href={search === '' ? place : `${place}?${search}`} size="sm" fw={600}>
          {words.action(event.action)}
        </Anchor>
        {/* Who signs in does nothing to anything else. */}
        {target.id !== actor.id && (
          <Text size="sm">
            {target.name
              ? t('target', { type: words.targetType(target.type), name: target.name })
              : words.targetType(target.type)}
          </Text>
        )}
      </div>
      <div>
        <VisuallyHidden>{t('by')} </VisuallyHidden>
        <Named place={placeOf(things, actor.id)}>{words.actor(actor)}</Named>
        {actor.name && (
          <Text size="xs" c="dimmed">
            {words.actorKind(actor.kind)}
          </Text>
        )}
      </div>
      <div>
        <VisuallyHidden>{t('on')} </VisuallyHidden>
        {accountId === account.id ? (
          <Text size="sm">{t('thisAccount')}</Text>
        ) : (
          <Named place={placeOf(things, accountId)}>{accountName(things, accountId) ?? t('unknownAccount')}</Named>
        )}
      </div>
      {event.ip && (
        <Text size="sm" className="mono">
          <VisuallyHidden>{t('from')} </VisuallyHidden>
          {event.ip}
        </Text>
      )}
    </li>
  );
}

/** A link, where what it names can be looked at. */
export function Named({ place, children }: { readonly place: string | null; readonly children: string }): ReactNode {
  if (place === null)
    return (
      <Text size="sm" span>
        {children}
      </Text>
    );
  return (
    <Anchor component={Link} href={place} size="sm">
      {children}
    </Anchor>
  );
}
