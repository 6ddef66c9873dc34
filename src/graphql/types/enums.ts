import { registerEnumType } from 'type-graphql';
import { ACCOUNT_KINDS, ACCOUNT_STATUSES } from '../../domain/accounts/account';
import { CLIENT_TYPES, EFFECTIVE_KEY_STATES } from '../../domain/keys/api-key';
import { PERMISSIONS } from '../../domain/permissions/permission';
import { described, enumOf } from '../enum-of';

export const AccountKindEnum = enumOf(ACCOUNT_KINDS);
registerEnumType(AccountKindEnum, {
  name: 'AccountKind',
  description: 'What an account is. New values may come in minor releases: keep a default branch.',
  valuesConfig: described({
    VENDOR: 'May have child accounts, vendors and customers.',
    CUSTOMER: 'A leaf of the tree.',
  }),
});

export const AccountStatusEnum = enumOf(ACCOUNT_STATUSES);
registerEnumType(AccountStatusEnum, {
  name: 'AccountStatus',
  description: 'Whether an account is in use. New values may come in minor releases: keep a default branch.',
  valuesConfig: described({
    ACTIVE: 'In use.',
    SUSPENDED: 'Stopped, with all accounts below it.',
  }),
});

export const ClientTypeEnum = enumOf(CLIENT_TYPES);
registerEnumType(ClientTypeEnum, {
  name: 'ClientType',
  description: 'What uses a key. New values may come in minor releases: keep a default branch.',
  valuesConfig: described({
    GENERAL: 'Anything.',
    CLIENT: 'Client or gateway installations.',
    CHROME: 'Chrome extensions.',
    EDGE: 'Edge devices.',
    EMBEDDED: 'Embedded terminals.',
  }),
});

export const EffectiveApiKeyStateEnum = enumOf(EFFECTIVE_KEY_STATES);
registerEnumType(EffectiveApiKeyStateEnum, {
  name: 'EffectiveApiKeyState',
  description:
    'State of a key on one account; where several hold, the first in this order. New values may come in minor releases: keep a default branch.',
  valuesConfig: described({
    BLOCKED: 'The account, or one between it and the account that defines the key, blocks the key.',
    INACTIVE: 'Its own account made it inactive.',
    EXPIRED: 'Its expiry has passed.',
    ACTIVE: 'It works here, as far as the key is concerned.',
  }),
});

export const PermissionEnum = enumOf(PERMISSIONS);
registerEnumType(PermissionEnum, {
  name: 'Permission',
  description: 'A management permission. New values may come in minor releases: keep a default branch.',
  valuesConfig: described({
    ViewAccount: 'See accounts.',
    ModifyAccount: 'Create, change, suspend and move accounts.',
    DeleteAccount: 'Delete accounts.',
    ViewApiKey: 'See the keys effective on an account.',
    ModifyApiKey: 'Create, change, regenerate and block keys; change templates.',
    DeleteApiKey: 'Delete keys and templates.',
    ViewUser: 'See users.',
    ModifyUser: 'Create and change users.',
    DeleteUser: 'Delete users.',
    ViewRole: 'See roles and grants.',
    ModifyRole: 'Create and change roles, give and take them.',
    DeleteRole: 'Delete roles.',
    ViewEndpoint: 'See endpoints (devices).',
    ModifyEndpoint: 'Confirm, reject and revoke endpoints.',
    DeleteEndpoint: 'Delete endpoints.',
    ViewGateway: 'See gateways.',
    ModifyGateway: 'Create and change gateways.',
    DeleteGateway: 'Delete gateways.',
    ViewAuditLog: 'Read what happened on an account and below it.',
  }),
});
