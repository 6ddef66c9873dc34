import type { AccountGrantsQuery, RolePartsFragment } from '../gql/graphql';

export type RoleHere = RolePartsFragment;
export type GrantHere = NonNullable<NonNullable<AccountGrantsQuery['account']>['grants']>['nodes'][number];
