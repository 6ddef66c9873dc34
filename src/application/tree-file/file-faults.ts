import { ValidationError, type Fault } from '../../domain/errors';
import type { InputFaults } from '../input-faults';

export interface FileFault {
  /** JSON path, e.g. `accounts[3].apiKeys[0].value`. */
  readonly path: string;
  /** Where the account, or the member of the document, begins; null for the file as a whole. */
  readonly line: number | null;
  /** Stable, upper snake case. */
  readonly code: string;
  /** Never a secret. */
  readonly message: string;
}

/** Faults that are kept to be shown; more are only counted. */
const MOST_KEPT = 100;

/** Every fault of a file. */
export class FileFaults {
  kept: FileFault[] = [];
  count = 0;

  add(fault: FileFault): void {
    this.count++;
    if (this.kept.length < MOST_KEPT) this.kept.push(fault);
  }

  /** Before what was looked at is looked at again. */
  clear(): void {
    this.kept = [];
    this.count = 0;
  }

  spot(path: string, line: number | null): Spot {
    return new Spot(this, path, line);
  }
}

/** A file was refused. */
export class FileFaultsError extends Error {
  constructor(
    readonly faults: FileFaults,
    /** Transactions of this import that were committed before: something changed while it went on. */
    readonly committed: number,
  ) {
    super(`The file has ${faults.count} faults.`);
  }
}

/** A place in the file, to which faults are put. */
export class Spot {
  constructor(
    private readonly faults: FileFaults,
    readonly path: string,
    readonly line: number | null,
  ) {}

  at(...segments: readonly (string | number)[]): Spot {
    return new Spot(this.faults, segments.reduce<string>(withSegment, this.path), this.line);
  }

  fault(code: string, message: string): void {
    this.faults.add({ path: this.path, line: this.line, code, message });
  }

  /** The faults that a use case's own check of the input found. */
  addAll(faults: readonly Fault[]): void {
    for (const { path, code, message } of faults) this.at(...path.map(segmentOf)).fault(code, message);
  }

  refused(faults: InputFaults): void {
    this.collect(() => faults.refuse());
  }

  collect(check: () => void): void {
    try {
      check();
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      this.addAll(error.faults);
    }
  }
}

function segmentOf(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function withSegment(path: string, segment: string | number): string {
  if (typeof segment === 'number') return `${path}[${segment}]`;
  if (!/^[A-Za-z_]\w*$/.test(segment)) return `${path}[${JSON.stringify(segment)}]`;
  return path === '' ? segment : `${path}.${segment}`;
}
