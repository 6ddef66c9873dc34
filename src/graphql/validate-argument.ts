import { validateSync, type ValidatorOptions } from 'class-validator';
import { ArgumentValidationError } from 'type-graphql';

const STRICT: ValidatorOptions = { forbidUnknownValues: true, skipMissingProperties: false };

/**
 * An argument by the decorators of its class. type-graphql would do the same, but look class-validator up among the
 * modules for every argument of every field.
 *
 * @throws ArgumentValidationError
 */
export function validateArgument(argument: unknown): void {
  const faults = objectsOf(argument).flatMap((object) => validateSync(object, STRICT));
  if (faults.length > 0) throw new ArgumentValidationError(faults);
}

/** Scalars were checked by their type. */
function objectsOf(argument: unknown): object[] {
  const values: unknown[] = Array.isArray(argument) ? argument : [argument];
  return values.filter((value) => typeof value === 'object' && value !== null);
}
