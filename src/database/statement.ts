import type { Dialect } from './dialect';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** A `?` for each value: what stands between the parentheses of `IN` and `VALUES`. */
export function placeholders(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/** Where statements go that read nothing. */
export interface StatementWriter {
  readonly dialect: Dialect;
  /** All in one transaction, in their order. */
  run(statements: readonly Statement[]): Promise<void>;
}
