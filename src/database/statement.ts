import type { Dialect } from './dialect';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Where statements go that read nothing. */
export interface StatementWriter {
  readonly dialect: Dialect;
  /** All in one transaction, in their order. */
  run(statements: readonly Statement[]): Promise<void>;
}
