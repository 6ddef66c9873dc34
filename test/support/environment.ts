import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** On a machine that has what the tests need: nothing may be left out. */
export const inCi = process.env.CI === 'true';

export const searchPath = `${process.env.PATH ?? ''}:/usr/bin:/usr/local/bin`;

/** A program of the machine, or null; servers stand where only root's path leads. */
export function findProgram(name: string): string | null {
  for (const folder of `${searchPath}:/usr/sbin:/usr/local/sbin`.split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not there.
    }
  }
  return null;
}
