import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { useChanges } from '../api/changes';
import { accountsWith, useViewer } from '../app/viewer';
import { AccountTree, type TreeRow } from './account-tree';

export function useAccountTree(): { readonly tree: AccountTree; readonly rows: readonly TreeRow[] } {
  const client = useClient();
  const viewer = useViewer();
  const changes = useChanges();
  const tree = useMemo(() => new AccountTree(client), [client]);
  const rows = useSyncExternalStore(tree.subscribe, tree.rows);
  const tops = accountsWith(viewer, 'ViewAccount').join(' ');

  useEffect(() => {
    if (tops !== '') void tree.start(tops.split(' '));
  }, [tree, tops]);

  useEffect(() => {
    if (changes > 0) void tree.refresh();
  }, [tree, changes]);

  return { tree, rows };
}
