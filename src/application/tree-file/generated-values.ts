import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { publicId } from '../../domain/ids';
import { generateKeyValue, hintOf } from '../../domain/keys/key-value';
import type { KeyedHash } from '../../domain/secrets/keyed-hash';
import { newId } from '../new-id';
import type { FileRef } from './format';
import { TreeFileError } from './tree-file-error';

export interface GeneratedValue {
  /** Of the key: the report names it, so that a value of an attempt that failed is told from the one that holds. */
  readonly keyId: string;
  readonly hash: Buffer;
  readonly hint: string;
}

/** Where the import generates values. */
export interface GeneratedValues {
  /** The same for the same key, also when the transaction is tried again. */
  of(account: FileRef, name: string): GeneratedValue;
}

/** Those of a write. */
export interface WrittenValues extends GeneratedValues {
  /** Before the commit. */
  write(): void;
  /** After the commit: what is done is not asked for again. */
  forget(): void;
  close(): void;
}

/** For the check: nothing is generated yet, only counted. */
export class CountedValues implements GeneratedValues {
  count = 0;

  of(): GeneratedValue {
    // Of no value at all: as likely as a generated one to stand anywhere.
    return { keyId: newId(), hash: Buffer.from(String(this.count++).padStart(32)), hint: '…' };
  }
}

/** Of a file whose keys all have values, or exist. */
export const NO_VALUES: WrittenValues = {
  of: (account, name) => {
    throw new TreeFileError(
      `The key “${name}” of ${account ?? 'the root'} was deleted while the file was imported: run the import again.`,
    );
  },
  write: () => undefined,
  forget: () => undefined,
  close: () => undefined,
};

/**
 * The report file: one JSON object a line, `{ account, name, id, value }`. What is in it is on the disk before the
 * keys are committed, so that no interruption loses a value; one that was cut off before its commit leaves values of
 * keys whose id does not exist.
 */
export class ReportedValues implements WrittenValues {
  private readonly made = new Map<string, GeneratedValue>();
  private unwritten: string[] = [];
  private empty = true;

  private constructor(
    private readonly path: string,
    private readonly file: number,
    private readonly keyValues: KeyedHash,
  ) {}

  /** @throws TreeFileError where the file is there already: it may hold the only copy of earlier values */
  static refuseExisting(path: string): void {
    if (existsSync(path)) {
      throw new TreeFileError(`${path} exists already: name a new file, generated values overwrite nothing.`);
    }
  }

  /** Makes the file: whether it can be written shows before anything is. */
  static open(path: string, keyValues: KeyedHash): ReportedValues {
    ReportedValues.refuseExisting(path);
    try {
      return new ReportedValues(path, openSync(path, 'wx', 0o600), keyValues);
    } catch (error) {
      throw new TreeFileError(`The file for generated values cannot be made: ${(error as Error).message}`);
    }
  }

  of(account: FileRef, name: string): GeneratedValue {
    const key = JSON.stringify([account, name]);
    const known = this.made.get(key);
    if (known) return known;
    const value = generateKeyValue();
    const made = { keyId: newId(), hash: this.keyValues.hash(value), hint: hintOf(value) };
    this.made.set(key, made);
    this.unwritten.push(`${JSON.stringify({ account, name, id: publicId('ApiKey', made.keyId), value })}\n`);
    return made;
  }

  write(): void {
    if (this.unwritten.length === 0) return;
    this.empty = false;
    writeFileSync(this.file, this.unwritten.join(''));
    fsyncSync(this.file);
    this.unwritten = [];
  }

  forget(): void {
    this.made.clear();
  }

  close(): void {
    closeSync(this.file);
    if (this.empty) rmSync(this.path, { force: true });
  }
}
