import { createContext, useContext } from 'react';
import type { AccountHeaderFragment, Permission } from '../gql/graphql';

export type AccountOfPage = AccountHeaderFragment;

export const AccountContext = createContext<AccountOfPage | null>(null);

/** The account that the page is about. */
export function useAccount(): AccountOfPage {
  const account = useContext(AccountContext);
  if (!account) throw new Error('There is no account page above.');
  return account;
}

/** Whether the viewer holds it on the account of the page. */
export function useMay(permission: Permission): boolean {
  return useAccount().viewerPermissions.includes(permission);
}
