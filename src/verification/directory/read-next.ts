import type { ReadRows } from '../../database/raw-reader';
import { readChanged } from './apply-changes';
import type { Directory } from './directory';
import { type ChangeRow, type Position, readChanges, readPosition } from './read-rows';

/** More change records than that are slower to follow than all records are to load. */
const MOST_TO_FOLLOW = 20_000;

export interface Next {
  /** All of it, in one go. */
  readonly apply: (to: Directory) => void;
  readonly position: Position;
}

/**
 * What was committed after `seq`, from a snapshot. Null where its change records are too many or not all there any
 * more: retention deletes the oldest.
 */
export async function readNext(read: ReadRows, seq: number, mostToFollow = MOST_TO_FOLLOW): Promise<Next | null> {
  const position = await readPosition(read);
  const changes: ChangeRow[] = [];
  await readChanges(read, seq, mostToFollow + 1, (row) => changes.push(row));
  if (changes.length > mostToFollow || !isWhole(changes, seq, position.seq)) return null;
  return { apply: await readChanged(read, changes), position };
}

/** Every change leaves at least one record: what is missing was deleted before it was read, be it half of a change. */
function isWhole(changes: readonly ChangeRow[], after: number, until: number): boolean {
  let last = { seq: after, n: 0 };
  for (const { seq, n } of changes) {
    const isNext = seq === last.seq ? n === last.n + 1 : seq === last.seq + 1 && n === 0;
    if (!isNext) return false;
    last = { seq, n };
  }
  return last.seq === until;
}
