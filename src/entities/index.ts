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
import { Gateway } from './gateway';
import { Installation } from './installation';
import { KeyBlock } from './key-block';
import { Role } from './role';
import { RoleGrant } from './role-grant';
import { Session } from './session';
import { SessionRefreshToken } from './session-refresh-token';
import { User } from './user';

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
  Gateway,
  Installation,
  KeyBlock,
  Role,
  RoleGrant,
  Session,
  SessionRefreshToken,
  User,
];
