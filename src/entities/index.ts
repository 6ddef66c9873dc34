import { Account } from './account';
import { AccountDomain } from './account-domain';
import { AccountFormerPath } from './account-former-path';
import { ApiKey } from './api-key';
import { ApiKeyTemplate } from './api-key-template';
import { ApiKeyValue } from './api-key-value';
import { Attempt } from './attempt';
import { AuditEvent } from './audit-event';
import { ChangeRecord } from './change-record';
import { DataKey } from './data-key';
import { DeniedRequest } from './denied-request';
import { DeviceRegistration } from './device-registration';
import { EndedTokenFamily } from './ended-token-family';
import { Endpoint } from './endpoint';
import { Gateway } from './gateway';
import { Installation } from './installation';
import { KeyBlock } from './key-block';
import { RefreshToken } from './refresh-token';
import { Role } from './role';
import { RoleGrant } from './role-grant';
import { Session } from './session';
import { SessionRefreshToken } from './session-refresh-token';
import { SigningKey } from './signing-key';
import { TokenFamily } from './token-family';
import { UsedAssertion } from './used-assertion';
import { User } from './user';
import { Webhook } from './webhook';
import { WebhookDelivery } from './webhook-delivery';

export const ENTITIES = [
  Account,
  AccountDomain,
  AccountFormerPath,
  ApiKey,
  ApiKeyTemplate,
  ApiKeyValue,
  Attempt,
  AuditEvent,
  ChangeRecord,
  DataKey,
  DeniedRequest,
  DeviceRegistration,
  EndedTokenFamily,
  Endpoint,
  Gateway,
  Installation,
  KeyBlock,
  RefreshToken,
  Role,
  RoleGrant,
  Session,
  SessionRefreshToken,
  SigningKey,
  TokenFamily,
  UsedAssertion,
  User,
  Webhook,
  WebhookDelivery,
];
