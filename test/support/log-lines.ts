import type { Logger } from 'pino';
import { newLogger } from '../../src/logging/logger';

/** The service's log, kept as it was written. */
export class LogLines {
  readonly logger: Logger;
  private readonly written: string[] = [];

  constructor(level = 'debug') {
    this.logger = newLogger(level, { write: (line: string) => this.written.push(line) });
  }

  get text(): string {
    return this.written.join('');
  }

  /** Parsed, with what a test looks for. */
  where(wanted: Record<string, unknown>): Record<string, unknown>[] {
    return this.written
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => Object.entries(wanted).every(([name, value]) => line[name] === value));
  }
}
