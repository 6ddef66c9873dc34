import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { TreeFileError } from '../application/tree-file/tree-file-error';

export interface ExportOutput {
  /** Waits until there is room for more. */
  write(text: string): Promise<void>;
  /** Everything was written. */
  finish(): Promise<void>;
  /** Leaves nothing of an export that failed which could be taken for a whole one. */
  discard(): Promise<void>;
}

export function standardOutput(): ExportOutput {
  // The failed write is told by its callback; without a listener the event would end the process first.
  process.stdout.on('error', () => undefined);
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
  return { write, finish: () => Promise.resolve(), discard: () => Promise.resolve() };
}

const BUFFERED_CHARACTERS = 256 * 1024;

/** A new file, for its owner alone. */
export async function openExportFile(path: string): Promise<ExportOutput> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new TreeFileError(`${path} exists already: name a new file, an export overwrites nothing.`);
  });
  let waiting = '';
  const flush = async (): Promise<void> => {
    await file.writeFile(waiting);
    waiting = '';
  };
  return {
    write: async (text) => {
      waiting += text;
      if (waiting.length >= BUFFERED_CHARACTERS) await flush();
    },
    finish: async () => {
      await flush();
      await file.sync();
      await file.close();
    },
    discard: async () => {
      await file.close();
      rmSync(path, { force: true });
    },
  };
}
