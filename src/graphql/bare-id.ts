import { NotFoundError } from '../domain/errors';
import { type IdKind, parsePublicId } from '../domain/ids';

/** The bare id behind a public one. Anything else is the id of nothing: not found, as one that is not there. */
export function bareId(kind: IdKind, id: string, path: readonly string[]): string {
  const bare = parsePublicId(kind, id);
  if (bare === null) throw new NotFoundError(`\`${path.join('.')}\` is the id of nothing within your reach.`, path);
  return bare;
}
