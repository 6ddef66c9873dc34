import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useLocation } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { refusalOf } from '../api/outcome';
import { places } from '../app/places';
import { type AuditEventPartsFragment, AuditEventByIdDocument } from '../gql/graphql';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { SideDrawer } from '../parts/side-drawer';
import { writeFilter } from './audit-filter';
import { EventView } from './event-view';
import type { AuditFilter } from './use-audit-filter';
import { useAuditWords } from './words';

interface EventDrawerProps {
  /** Which event the address names. */
  readonly id: string | undefined;
  /** Those of the list: most are opened from there. */
  readonly events: readonly AuditEventPartsFragment[];
  readonly filter: AuditFilter;
}

export function EventDrawer({ id, events, filter }: EventDrawerProps): ReactNode {
  const { t } = useTranslation(['audit', 'common']);
  const words = useAuditWords();
  const account = useAccount();
  const [, go] = useLocation();
  const listed = events.find((event) => event.id === id);
  const [{ data, error, fetching }, ask] = useQuery({
    query: AuditEventByIdDocument,
    variables: { id: id ?? '' },
    pause: id === undefined || listed !== undefined,
  });
  const asked = data?.node?.__typename === 'AuditEvent' && data.node.id === id ? data.node : null;
  const event = listed ?? asked;

  function leaveWith(chosen: AuditFilter['chosen']): void {
    const search = writeFilter(chosen).toString();
    const place = places.account(account.id, 'audit');
    go(search === '' ? place : `${place}?${search}`);
  }

  return (
    <SideDrawer
      opened={id !== undefined}
      onClose={() => leaveWith(filter.chosen)}
      size="xl"
      title={event ? words.action(event.action) : t('event')}
    >
      {event ? (
        <EventView event={event} onOnly={(part) => leaveWith({ ...NOTHING, ...part })} />
      ) : fetching ? (
        <Loading />
      ) : (
        <Problem
          refusal={error ? refusalOf(error) : { code: 'NOT_FOUND', message: '', faults: [] }}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
    </SideDrawer>
  );
}

/** All of its past, not what is left of it by the other filters. */
const NOTHING: AuditFilter['chosen'] = { actions: [], actorId: '', targetId: '', range: null, from: '', to: '' };
