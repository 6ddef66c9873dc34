import type { AccountOfPage } from '../account-context';

export interface AccountDialogProps {
  readonly account: AccountOfPage;
  readonly onClose: () => void;
}
