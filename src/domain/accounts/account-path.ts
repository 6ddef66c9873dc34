/**
 * The line of an account as text: the ids from the root to the account, each followed by `/`.
 * Ids are 32 lower-case hex characters, so bytewise order is the order of the tree.
 */
export type AccountPath = string;

export function childPath(parent: AccountPath, id: string): AccountPath {
  return `${parent}${id}/`;
}

/** Ids of the line, the root first, the account itself last. */
export function lineOf(path: AccountPath): string[] {
  return path.split('/').slice(0, -1);
}

/** Ids of all accounts on the lines, each once. */
export function idsOnLines(paths: readonly AccountPath[]): string[] {
  return [...new Set(paths.flatMap(lineOf))];
}

/** Whether `path` is `ancestor` or below it. */
export function isWithin(path: AccountPath, ancestor: AccountPath): boolean {
  return path.startsWith(ancestor);
}

/**
 * Half-open range `[from, to)` of the paths of a subtree. `0` is the character after `/`.
 * A range, not LIKE: `_` and `%` are wildcards there.
 */
export function subtreeRange(path: AccountPath): { from: string; to: string } {
  return { from: path, to: `${path.slice(0, -1)}0` };
}

export function depthOf(path: AccountPath): number {
  return lineOf(path).length - 1;
}

/** The path of the parent; null for the root's. */
export function parentPathOf(path: AccountPath): AccountPath | null {
  const line = lineOf(path).slice(0, -1);
  return line.length === 0 ? null : `${line.join('/')}/`;
}
