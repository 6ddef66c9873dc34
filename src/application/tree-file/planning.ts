import type { Context } from '../context';
import type { GeneratedValues } from './generated-values';
import type { Passwords } from './passwords';
import type { Places } from './places';

/** What planning works with: finding what the database lacks of the file, and what speaks against making it. */
export interface Planning {
  readonly context: Context;
  readonly places: Places;
  /** New customers get the predefined keys of their line. */
  readonly predefined: boolean;
  readonly values: GeneratedValues;
  readonly passwords: Passwords;
}
