import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';

/** Puts a file readable by its owner alone in place, whole or not at all, and on the disk when this returns. */
export function writeDurably(file: string, text: string): void {
  withPart(file, text, (part) => {
    renameSync(part, file);
  });
}

/** The same, unless there is such a file already: of two processes that make it at once, one does. */
export function createDurably(file: string, text: string): void {
  withPart(file, text, (part) => {
    try {
      linkSync(part, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  });
}

export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

function withPart(file: string, text: string, place: (part: string) => void): void {
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const descriptor = openSync(part, 'wx', 0o600);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    place(part);
  } finally {
    rmSync(part, { force: true });
  }
  syncFolder(dirname(file));
}

/** A name is on the disk only when its folder is. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
