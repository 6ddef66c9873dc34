import { registerEnumType } from 'type-graphql';
import {
  CHECK_CODES,
  type CheckCode,
  DECISION_CODES,
  type DecisionCode,
  OPERATION_CLASSES,
  type OperationClass,
} from '../../domain/decision/codes';
import { described, enumOf } from '../enum-of';

const FAILURES: Record<CheckCode, string> = {
  ACCOUNT_REQUIRED: 'No account is named, and more than one key within reach bears the value.',
  ACCOUNT_NOT_FOUND: 'There is no such account within reach.',
  ACCOUNT_SUSPENDED: 'The account or one above it is suspended.',
  KEY_NOT_FOUND: 'No key with this value is effective on the account.',
  KEY_BLOCKED: 'The account, or one between it and the account that defines the key, blocks it.',
  KEY_INACTIVE: 'The key is not active.',
  KEY_EXPIRED: 'The key, or the overlap of its replaced value, is over.',
  IP_NOT_ALLOWED: "The key is restricted to addresses, and the client's is not known or not among them.",
  FULL_ACCESS_REQUIRED: 'The operation is ADMINISTRATIVE, and the key has not fullApiAccess.',
  ENDPOINT_NOT_TRUSTED: 'A LOGIN without the good token of a trusted device, which the key demands.',
  USER_TOKEN_REQUIRED: 'No user token came, and the key does not allow unauthenticated requests.',
  USER_TOKEN_INVALID: 'The user token is not good here.',
};

export const CheckCodeEnum = enumOf(CHECK_CODES);
registerEnumType(CheckCodeEnum, {
  name: 'CheckCode',
  description:
    'A check, named by the code of its failure. New values may come in minor releases: keep a default branch.',
  valuesConfig: described<CheckCode>(FAILURES),
});

export const DecisionCodeEnum = enumOf(DECISION_CODES);
registerEnumType(DecisionCodeEnum, {
  name: 'DecisionCode',
  description:
    'What a request is answered: the first check that fails, or VALID. New values may come in minor releases: keep a default branch.',
  valuesConfig: described<DecisionCode>({ ...FAILURES, VALID: 'All checks hold: the request may pass.' }),
});

export const OperationClassEnum = enumOf(OPERATION_CLASSES);
registerEnumType(OperationClassEnum, {
  name: 'OperationClass',
  description: 'What a request wants to do. New values may come in minor releases: keep a default branch.',
  valuesConfig: described<OperationClass>({
    ADMINISTRATIVE: 'Administrative functions, such as creating users and accounts.',
    LIMITED: 'All other functions.',
    LOGIN: 'Acquire a user token.',
    REGISTER_DEVICE: 'Ask for a device token.',
  }),
});
