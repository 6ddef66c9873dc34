import type { Context } from '../context';
import { checkFile } from './check-file';
import { FileFaults, FileFaultsError } from './file-faults';
import { NO_VALUES, ReportedValues } from './generated-values';
import type { ImportCounts } from './new-rows';
import type { ImportProgress, ImportTask } from './import-task';
import { openTreeFile } from './open-tree-file';
import { Passwords } from './passwords';
import { writeFile } from './write-file';

export interface ImportTreeInput {
  readonly file: string;
  /** Where generated values are written; must be given where there are any, and must not exist. */
  readonly secretsFile?: string | undefined;
  /** New customers get the predefined keys of their line. */
  readonly predefined?: boolean | undefined;
  /** Rows of the tree up to which the import is one transaction. */
  readonly mostRowsAtOnce?: number | undefined;
  /** Rows of a batch of a larger one. */
  readonly batchRows?: number | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

export interface ImportTreeResult {
  readonly added: ImportCounts;
  readonly generatedValues: number;
  readonly transactions: number;
}

const MOST_ROWS_AT_ONCE = 50_000;
const BATCH_ROWS = 10_000;
/**
 * Adds what the installation lacks of a tree file: all of the file is checked first, against itself and the database,
 * then written under the write lock, where it is checked once more. What exists and differs is a fault.
 *
 * A large one goes in batches. Each holds whole accounts in the order of the file, so parents first (and in an
 * export, which is in the order of the tree, subtree by subtree); grants come last, since they may name what stands
 * further down. One that was interrupted goes on when it is run again: what is there already is not missing.
 *
 * @throws FileFaultsError with every fault of the file
 */
export async function importTree(context: Context, input: ImportTreeInput): Promise<ImportTreeResult> {
  if (input.secretsFile !== undefined) ReportedValues.refuseExisting(input.secretsFile);
  const task = await newTask(context, input);
  const missing = await checkFile(task);
  refuseFaults(task.faults, missing.generatedValues, input);
  const limits = {
    mostRowsAtOnce: input.mostRowsAtOnce ?? MOST_ROWS_AT_ONCE,
    batchRows: input.batchRows ?? BATCH_ROWS,
  };
  const values =
    missing.generatedValues > 0 && input.secretsFile !== undefined
      ? ReportedValues.open(input.secretsFile, context.services.secrets.keyValues)
      : NO_VALUES;
  try {
    const written = await writeFile({ ...task, parse: { ...task.parse, checked: true } }, missing, values, limits);
    return { ...written, generatedValues: missing.generatedValues };
  } finally {
    values.close();
  }
}

async function newTask(context: Context, input: ImportTreeInput): Promise<ImportTask> {
  const faults = new FileFaults();
  const file = await openTreeFile(input.file, faults);
  const { secrets, passwords, tokenSettings } = context.services;
  const fingerprint = file.dataKeyFingerprint;
  const foreign = fingerprint !== undefined && fingerprint !== secrets.keyValuesFingerprint;
  if (foreign) {
    const message =
      'The hashes of this file were made by another data key than this installation has: they open nothing here.';
    faults.spot('dataKeyFingerprint', null).fault('ANOTHER_DATA_KEY', message);
  }
  return {
    context,
    file,
    faults,
    // Of a foreign one it was said once: it need not be said of every hash.
    parse: {
      keyValues: secrets.keyValues,
      issuer: tokenSettings.issuer,
      hashesFit: fingerprint !== undefined,
      checked: false,
    },
    predefined: input.predefined ?? false,
    passwords: new Passwords(passwords),
    onProgress: input.onProgress ?? (() => undefined),
  };
}

function refuseFaults(faults: FileFaults, generatedValues: number, input: ImportTreeInput): void {
  if (generatedValues > 0 && input.secretsFile === undefined) {
    const message = `${generatedValues} keys have no value and get a generated one: name a new file for these values, --secrets FILE.`;
    faults.spot('', null).fault('SECRETS_FILE', message);
  }
  if (faults.count > 0) throw new FileFaultsError(faults, 0);
}
