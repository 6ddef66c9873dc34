import { type IdKind, parsePublicId } from '../domain/ids';

/** The bare ids behind public ones, for bulk forms, where an id that is none of the kind has its own outcome: not found. */
export function bareIds(kind: IdKind, ids: readonly string[]): string[] {
  return ids.map((id) => parsePublicId(kind, id) ?? idOfNothing(id));
}

/** In ASCII, since any other text is an error to MySQL where it compares ids, which would take its neighbours with it. */
function idOfNothing(id: string): string {
  return `none:${Buffer.from(id).toString('hex')}`;
}
