import { useRoute } from 'wouter';

/** The tabs of an account's page, each with the permission that it takes on that account. */
export const TABS = {
  keys: 'ViewApiKey',
  findings: 'ViewApiKey',
  why: 'ViewApiKey',
  usage: 'ViewApiKey',
  endpoints: 'ViewEndpoint',
  users: 'ViewUser',
  roles: 'ViewRole',
  audit: 'ViewAuditLog',
  settings: 'ViewAccount',
} as const;

export type Tab = keyof typeof TABS;

/** Where things are: the one place that knows how addresses are made. */
export const places = {
  account: (id: string, tab: Tab = 'keys'): string => `/accounts/${id}/${tab}`,
  key: (accountId: string, keyId: string): string => `/accounts/${accountId}/keys/${keyId}`,
  endpoint: (accountId: string, endpointId: string): string => `/accounts/${accountId}/endpoints/${endpointId}`,
  user: (accountId: string, userId: string): string => `/accounts/${accountId}/users/${userId}`,
  role: (accountId: string, roleId: string): string => `/accounts/${accountId}/roles/${roleId}`,
  auditEvent: (accountId: string, eventId: string): string => `/accounts/${accountId}/audit/${eventId}`,
  profile: (): string => '/profile',
};

/** What an address within an account names: `item` is what is open in the tab, as the id of a key. */
export type AccountPlace = { readonly id: string; readonly tab?: string; readonly item?: string };

export const ACCOUNT_PATTERN = '/accounts/:id/:tab?/:item?';

/** Where the page is, if it is about an account. */
export function useAccountPlace(): AccountPlace | null {
  const [, place] = useRoute<AccountPlace>(ACCOUNT_PATTERN);
  return place;
}

export function isTab(text: string | undefined): text is Tab {
  return text !== undefined && Object.hasOwn(TABS, text);
}
