import { type ReactNode, lazy, Suspense } from 'react';
import { useAccount } from '../accounts/account-context';

const EditKeyDialog = lazy(() => import('./dialogs/edit-key-dialog').then((m) => ({ default: m.EditKeyDialog })));
const DeactivateKeyDialog = lazy(() =>
  import('./dialogs/deactivate-key-dialog').then((m) => ({ default: m.DeactivateKeyDialog })),
);
const RegenerateKeyDialog = lazy(() =>
  import('./dialogs/regenerate-key-dialog').then((m) => ({ default: m.RegenerateKeyDialog })),
);
const BlockKeyDialog = lazy(() => import('./dialogs/block-key-dialog').then((m) => ({ default: m.BlockKeyDialog })));
const DeleteKeyDialog = lazy(() => import('./dialogs/delete-key-dialog').then((m) => ({ default: m.DeleteKeyDialog })));

const KEY_ACTIONS = ['edit', 'activate', 'deactivate', 'regenerate', 'block', 'unblock', 'delete'] as const;

export type KeyAction = (typeof KEY_ACTIONS)[number];

export function isKeyAction(text: string | null): text is KeyAction {
  return KEY_ACTIONS.some((action) => action === text);
}

/** The dialog of an action on a key; nothing where none is under way, or for what asks nothing (activate). */
export function KeyActions({
  keyId,
  action,
  onDeleted,
  onClose,
}: {
  readonly keyId: string;
  readonly action: KeyAction | null;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const account = useAccount();
  return (
    <Suspense>
      {action === 'edit' && <EditKeyDialog keyId={keyId} onClose={onClose} />}
      {action === 'deactivate' && <DeactivateKeyDialog keyId={keyId} onClose={onClose} />}
      {action === 'regenerate' && <RegenerateKeyDialog keyId={keyId} onClose={onClose} />}
      {(action === 'block' || action === 'unblock') && (
        <BlockKeyDialog accountId={account.id} keyId={keyId} blocked={action === 'unblock'} onClose={onClose} />
      )}
      {action === 'delete' && <DeleteKeyDialog keyId={keyId} onDeleted={onDeleted} onClose={onClose} />}
    </Suspense>
  );
}
