import { type Fault, ValidationError } from '../domain/errors';

/** Gathers the faults of an input's form, so that all of them are answered at once. */
export class InputFaults {
  private readonly faults: Fault[] = [];

  add(path: readonly string[], fault: { readonly code: string; readonly message: string } | null): this {
    if (fault) this.faults.push({ path, code: fault.code, message: fault.message });
    return this;
  }

  /** @throws ValidationError with every fault, where there is one. */
  refuse(): void {
    if (this.faults.length > 0) throw new ValidationError(this.faults);
  }
}
