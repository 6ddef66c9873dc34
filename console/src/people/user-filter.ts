import type { UserFilter } from '../gql/graphql';

export type UserState = 'all' | 'enabled' | 'disabled';

/** What is looked for, as the address says it. */
export interface UserSearch {
  readonly name: string;
  readonly below: boolean;
  readonly state: UserState;
}

export function searchOf(params: URLSearchParams): UserSearch {
  const state = params.get('state');
  return {
    name: params.get('name') ?? '',
    below: params.get('below') === 'yes',
    state: state === 'enabled' || state === 'disabled' ? state : 'all',
  };
}

/** Whether there may be others that it leaves out. */
export function isNarrowed({ name, state }: UserSearch): boolean {
  return name !== '' || state !== 'all';
}

export function filterOf({ name, below, state }: UserSearch): UserFilter {
  return {
    ...(name && { namePrefix: name }),
    ...(below && { includeSubAccounts: true }),
    ...(state !== 'all' && { disabled: state === 'disabled' }),
  };
}
