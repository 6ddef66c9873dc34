import { useState } from 'react';
import type { Outcome, Refusal } from '../api/outcome';
import { changedFields, collisions } from './changes';

/** What a form shows of an object, at the version of which it was read. */
export interface Read<Values> {
  readonly version: number;
  readonly values: Values;
}

interface EditOptions<Values> {
  readonly read: Read<Values>;
  readonly send: (changes: Partial<Values>, version: number) => Promise<Outcome<unknown>>;
  /** As it is now; null where it is gone. */
  readonly readAnew: () => Promise<Read<Values> | null>;
}

interface Edit<Values> {
  /** As somebody else left it meanwhile; null: nobody did. */
  readonly theirs: Read<Values> | null;
  readonly colliding: (mine: Values) => (keyof Values)[];
  /** Null: it is done. What collides is `theirs`, and no refusal of its own. */
  readonly save: (mine: Values) => Promise<'done' | 'collides' | Refusal>;
  /** Sends what the person changed, on top of what stands now: the rest of it stays. */
  readonly apply: (mine: Values) => Promise<'done' | 'collides' | Refusal>;
  /** Goes on from what stands now: for the form. */
  readonly take: () => Values;
}

/** Changes one object of which a version was read, and never overwrites what somebody else did meanwhile unseen. */
export function useEdit<Values extends object>({ read, send, readAnew }: EditOptions<Values>): Edit<Values> {
  // As it was when the form opened, however often the page behind it is read anew.
  const [base, setBase] = useState(read);
  const [theirs, setTheirs] = useState<Read<Values> | null>(null);

  async function attempt(mine: Values, version: number): Promise<'done' | 'collides' | Refusal> {
    const changes = changedFields(base.values, mine);
    if (Object.keys(changes).length === 0) return 'done';
    const { refusal } = await send(changes, version);
    if (!refusal) return 'done';
    // A name that is taken is a conflict too: only another version tells that somebody was faster.
    const now = refusal.code === 'CONFLICT' ? await readAnew() : null;
    if (!now || now.version === version) return refusal;
    setTheirs(now);
    return 'collides';
  }

  return {
    theirs,
    colliding: (mine) => (theirs ? collisions(base.values, mine, theirs.values) : []),
    save: (mine) => attempt(mine, base.version),
    apply: (mine) => attempt(mine, theirs?.version ?? base.version),
    take: () => {
      const now = theirs ?? base;
      setBase(now);
      setTheirs(null);
      return now.values;
    },
  };
}
