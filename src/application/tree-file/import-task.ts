import type { Context } from '../context';
import type { FileFaults } from './file-faults';
import type { TreeFile } from './open-tree-file';
import type { ParseSettings } from './parse-secret';
import type { Passwords } from './passwords';

export interface ImportProgress {
  readonly step: 'checked' | 'written';
  readonly accounts: number;
  readonly of: number;
}

/** What checking and writing share. */
export interface ImportTask {
  readonly context: Context;
  readonly file: TreeFile;
  readonly faults: FileFaults;
  readonly parse: ParseSettings;
  readonly predefined: boolean;
  readonly passwords: Passwords;
  readonly onProgress: (progress: ImportProgress) => void;
}
