import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDurably, renameDurably, writeDurably } from './durable-file';
import { ConfigurationError } from './environment-reader';

export const MIN_SECRET_LENGTH = 32;

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The embedded database's own secret, a file of the data folder.
 *
 * A rotation writes `secret.next` before anything is wrapped under it, and replaces `secret` after: whatever a crash
 * leaves, one of the files opens the database. `secret.previous` stays, for backups from before the rotation.
 */
export class SecretFile {
  private readonly current: string;
  private readonly next: string;
  private readonly previous: string;

  private constructor(folder: string) {
    this.current = join(folder, 'secret');
    this.next = `${this.current}.next`;
    this.previous = `${this.current}.previous`;
  }

  /** Makes the secret at the first start. @throws ConfigurationError where it is gone, or the folder cannot be used. */
  static open(folder: string, databaseFile: string): SecretFile {
    const file = new SecretFile(folder);
    try {
      // The database first: whoever makes both makes the secret before it.
      const secretNeeded = existsSync(databaseFile);
      if (!existsSync(file.current)) file.make(folder, secretNeeded);
      file.secrets();
      return file;
    } catch (error) {
      if (error instanceof ConfigurationError) throw error;
      throw new ConfigurationError([`KEYTREE_DATA names a folder that cannot be used: ${(error as Error).message}`]);
    }
  }

  private make(folder: string, secretNeeded: boolean): void {
    if (secretNeeded) {
      throw new ConfigurationError([
        `${this.current} is missing, and without it the database opens nothing: put it back from your backup`,
      ]);
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    createDurably(this.current, `${newSecret()}\n`);
  }

  /** The one of now first, then those that a rotation under way or done has left. */
  secrets(): [string, ...string[]] {
    const [current, ...others] = [this.current, this.next, this.previous].map(read);
    if (current === undefined || current === null || current.length < MIN_SECRET_LENGTH) {
      throw new ConfigurationError([
        `${this.current} holds no secret of at least ${MIN_SECRET_LENGTH} characters: put it back from your backup`,
      ]);
    }
    return [current, ...others.filter((secret) => secret !== null)];
  }

  /** Makes the next secret safe. `opening` is the one that opens the database now. */
  prepare(next: string, opening: string): void {
    this.settle(opening);
    writeDurably(this.next, `${next}\n`);
  }

  /** The database is wrapped under `opening`: where that is the next secret, it becomes the current one. */
  settle(opening: string): void {
    if (read(this.next) !== opening) return;
    const current = read(this.current);
    if (current !== null && current !== opening) writeDurably(this.previous, `${current}\n`);
    renameDurably(this.next, this.current);
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
