import { type ClassType, createUnionType } from 'type-graphql';
import {
  Conflict,
  Denied,
  Forbidden,
  LimitReached,
  NotFound,
  Unauthenticated,
  ValidationFailed,
} from './types/user-errors';

const ERRORS = { NotFound, Forbidden, Denied, Conflict, ValidationFailed, LimitReached, Unauthenticated };
type ErrorName = keyof typeof ERRORS;

/** What every change of a kept object may answer. */
const CHANGE_ERRORS: readonly ErrorName[] = [
  'NotFound',
  'Forbidden',
  'Conflict',
  'ValidationFailed',
  'LimitReached',
  'Unauthenticated',
];

/** The union that a mutation answers: its success and the errors that it can give. */
export function resultUnion<T extends object>(
  mutation: string,
  success: ClassType<T>,
  errors: readonly ErrorName[] = CHANGE_ERRORS,
): T {
  return createUnionType({
    name: `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Result`,
    description: `What \`${mutation}\` answers. New errors may come in minor releases: keep a default branch.`,
    types: () => [success, ...errors.map((name) => ERRORS[name] as ClassType)] as const,
  }) as T;
}
