import { useState } from 'react';
import { useLocation } from 'wouter';
import { useUncachedClient } from '../api/api-provider';
import { type Refusal, refusalOf } from '../api/outcome';
import { useViewAs, type ViewedUser } from '../api/view-as';
import { useViewer } from '../app/viewer';
import { ViewerDocument } from '../gql/graphql';

/**
 * Shows Keytree as another user sees it. The service is asked first whether it lets one: in a preview that it refuses,
 * there would be no page from which to end it.
 */
export function usePreview(): {
  readonly start: (user: Omit<ViewedUser, 'viewer'>) => Promise<void>;
  readonly busy: boolean;
  readonly refusal: Refusal | null;
} {
  const client = useUncachedClient();
  const { viewed, view } = useViewAs();
  const { home, user } = useViewer();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function start({ id, name }: Omit<ViewedUser, 'viewer'>): Promise<void> {
    setBusy(true);
    setRefusal(null);
    const fetchOptions = { headers: { 'x-keytree-view-as': id } };
    const { data, error } = await client.query(ViewerDocument, {}, { fetchOptions }).toPromise();
    setBusy(false);
    if (!data?.viewer) {
      setRefusal(refusalOf(error));
      return;
    }
    go('/');
    // Whom one previews may preview others: it is still oneself who looks.
    view({ id, name, viewer: viewed?.viewer ?? { accountId: home.id ?? '', name: user?.name ?? '' } });
  }

  return { start, busy, refusal };
}
