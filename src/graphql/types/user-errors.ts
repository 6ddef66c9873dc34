import { Field, InterfaceType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { CheckCode } from '../../domain/decision/codes';
import type {
  ConflictError,
  DeniedError,
  Fault,
  KeytreeError,
  LimitReachedError,
  ValidationError,
} from '../../domain/errors';
import { ERROR_CODES } from '../../domain/errors';
import { DecisionCodeEnum } from './decision';

/** GraphQL's form of the registry of codes. */
const ErrorCodeEnum = Object.fromEntries(ERROR_CODES.map((code) => [code, code]));
registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'Why a mutation was refused. New values may come in minor releases: keep a default branch.',
  valuesConfig: {
    NOT_FOUND: { description: 'There is no such object within your reach.' },
    FORBIDDEN: { description: 'You reach it, but lack the permission.' },
    CONFLICT: { description: 'It contradicts what is kept.' },
    VALIDATION_FAILED: { description: 'The input breaks rules of form.' },
    LIMIT_REACHED: { description: 'Too many, too often or too deep.' },
    UNAUTHENTICATED: { description: 'The name, password or token does not sign anybody in.' },
  },
});

@InterfaceType('UserError', {
  description: 'A refusal that the caller can do something about. New types may come in minor releases.',
  autoRegisterImplementations: false,
})
export abstract class UserError {
  @Field(() => ErrorCodeEnum, { description: 'Stable; branch on this.' })
  code!: string;

  @Field(() => String, { description: 'What was wrong and what to do, in English.' })
  message!: string;

  @Field(() => [String], { description: 'The input field that it is about; empty for the whole input.' })
  path!: string[];
}

function fill(target: UserError, error: KeytreeError): void {
  target.code = error.code;
  target.message = error.message;
  target.path = [...error.path];
}

@ObjectType('NotFound', { implements: UserError, description: 'There is no such object within your reach.' })
export class NotFound extends UserError {
  constructor(error: KeytreeError) {
    super();
    fill(this, error);
  }
}

@ObjectType('Forbidden', { implements: UserError, description: 'You reach the object, but lack the permission.' })
export class Forbidden extends UserError {
  constructor(error: KeytreeError) {
    super();
    fill(this, error);
  }
}

@ObjectType('Denied', {
  implements: UserError,
  description: 'The decision about the API key of the request, or about what came with it: it may not pass.',
})
export class Denied extends UserError {
  @Field(() => DecisionCodeEnum, { description: 'The first check that failed.' })
  decision: CheckCode;

  constructor(error: DeniedError) {
    super();
    fill(this, error);
    this.decision = error.decision;
  }
}

@ObjectType('Conflict', { implements: UserError, description: 'The change contradicts what is kept.' })
export class Conflict extends UserError {
  /** Resolved by the field resolver, under the scope rules of `node`. */
  readonly error: ConflictError;

  constructor(error: ConflictError) {
    super();
    fill(this, error);
    this.error = error;
  }
}

@ObjectType('Fault', { description: 'One fault of an input.' })
class FaultType {
  @Field(() => [String], { description: 'Leads from the input to the field, with the indexes of lists.' })
  path!: string[];

  @Field(() => String, { description: 'Stable, such as TOO_SHORT.' })
  code!: string;

  @Field(() => String, { description: 'What was wrong and what to do.' })
  message!: string;
}

@ObjectType('ValidationFailed', { implements: UserError, description: 'The input breaks rules; every fault at once.' })
export class ValidationFailed extends UserError {
  @Field(() => [FaultType], { description: 'All of them, in the order of the input.' })
  faults!: readonly Fault[];

  constructor(error: ValidationError) {
    super();
    fill(this, error);
    this.faults = error.faults;
  }
}

@ObjectType('LimitReached', { implements: UserError, description: 'Too many, too often or too deep.' })
export class LimitReached extends UserError {
  @Field(() => Int, {
    nullable: true,
    description: 'Seconds after which it may be tried again; null where time does not help.',
  })
  retryAfterSeconds: number | null;

  constructor(error: LimitReachedError) {
    super();
    fill(this, error);
    this.retryAfterSeconds = error.retryAfterSeconds ?? null;
  }
}

@ObjectType('Unauthenticated', {
  implements: UserError,
  description: 'The name, password or token does not sign anybody in.',
})
export class Unauthenticated extends UserError {
  constructor(error: KeytreeError) {
    super();
    fill(this, error);
  }
}
